package org.ziyuan.marketplace.access.token;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

/** What a token is good for. A route that none of these names does not exist for a token. */
public enum TokenScope {
    CATALOGUE_READ("catalogue:read"),
    CATALOGUE_WRITE("catalogue:write"),
    ORDERS_READ("orders:read"),
    ORDERS_WRITE("orders:write");

    private static final List<String> CATALOGUE =
            List.of("listings", "offers", "listing-drafts", "listing-files", "vendor-tools", "intakes");

    private static final List<String> ORDERS = List.of("purchase-orders", "payment-differences", "payments");

    private final String word;

    TokenScope(String word) {
        this.word = word;
    }

    /** As a token and its page write it. */
    public String word() {
        return word;
    }

    /** The scope that a route asks for; null for one that no token may call. */
    static @Nullable TokenScope of(RoutePolicy route) {
        boolean reads = route.method().equals(HttpMethod.GET);
        if (isBelow(CATALOGUE, route.pattern())) {
            return reads ? CATALOGUE_READ : CATALOGUE_WRITE;
        }
        if (isBelow(ORDERS, route.pattern())) {
            return reads ? ORDERS_READ : ORDERS_WRITE;
        }
        return null;
    }

    private static boolean isBelow(List<String> collections, String pattern) {
        return collections.stream()
                .map(name -> "/api/v1/" + name)
                .anyMatch(path -> pattern.equals(path) || pattern.startsWith(path + "/"));
    }

    /** Those that were chosen. @throws Refusal {@code token-without-scope} for none, and for one there is not */
    static Set<TokenScope> read(Collection<String> words) {
        Set<TokenScope> scopes = EnumSet.noneOf(TokenScope.class);
        for (String word : words) {
            scopes.add(Arrays.stream(values())
                    .filter(scope -> scope.word.equals(word))
                    .findFirst()
                    .orElseThrow(TokenScope::none));
        }
        if (scopes.isEmpty()) {
            throw none();
        }
        return scopes;
    }

    private static Refusal none() {
        return Refusal.invalid("token-without-scope").with("field", "scopes");
    }
}
