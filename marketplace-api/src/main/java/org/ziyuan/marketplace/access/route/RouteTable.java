package org.ziyuan.marketplace.access.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.Audience;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

/**
 * All declared routes that this node serves, the most specific pattern first, as the mapping itself chooses. A node with
 * the role {@code api} answers programs, one with {@code web} people; what a node does not serve is unknown there.
 */
@Component
public class RouteTable {

    private static final Comparator<Route> MOST_SPECIFIC =
            Comparator.comparing(Route::pattern, PathPattern.SPECIFICITY_COMPARATOR);

    private final RouteTree<Route> tree = new RouteTree<>();

    RouteTable(ObjectProvider<RoutePolicies> declared, NodeRoles roles) {
        List<RoutePolicy> served = declared.orderedStream()
                .flatMap(policies -> policies.routes().stream())
                .filter(policy -> isServedBy(roles, policy.pattern()))
                .toList();
        requireEachOnce(served);
        for (RoutePolicy policy : served) {
            Route route = new Route(policy, PathPatternParser.defaultInstance.parse(policy.pattern()));
            tree.add(policy.pattern(), route);
        }
    }

    /** The policy of the route that this request will take, or null when no declared route answers it. */
    public @Nullable RoutePolicy find(ServerHttpRequest request) {
        HttpMethod method = HttpMethod.HEAD.equals(request.getMethod()) ? HttpMethod.GET : request.getMethod();
        PathContainer path = request.getPath().pathWithinApplication();
        return matching(path)
                .filter(route -> route.policy().method().equals(method))
                .min(MOST_SPECIFIC)
                .map(Route::policy)
                .orElse(null);
    }

    /** Whether anything is declared for this path, by whatever method. */
    public boolean knows(ServerHttpRequest request) {
        return matching(request.getPath().pathWithinApplication()).findAny().isPresent();
    }

    private Stream<Route> matching(PathContainer path) {
        List<Route> possible = new ArrayList<>();
        tree.find(path, possible::add);
        return possible.stream().filter(route -> route.pattern().matches(path));
    }

    public boolean isMachine(ServerHttpRequest request) {
        RoutePolicy policy = find(request);
        return policy != null && policy.audience() == Audience.MACHINE;
    }

    /** The methods that are declared for this path; empty when the path itself is unknown. */
    public Set<HttpMethod> methodsAt(ServerHttpRequest request) {
        return matching(request.getPath().pathWithinApplication())
                .map(route -> route.policy().method())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Pictures of the API are shown on pages too. */
    private static boolean isServedBy(NodeRoles roles, String pattern) {
        boolean forPrograms = pattern.startsWith("/api/") || pattern.startsWith("/notify/");
        return roles.api() && forPrograms || roles.web() && (!forPrograms || pattern.endsWith(".svg"));
    }

    private static void requireEachOnce(List<RoutePolicy> policies) {
        Set<String> seen = new HashSet<>();
        for (RoutePolicy policy : policies) {
            if (!seen.add(policy.method() + " " + policy.pattern())) {
                throw new IllegalStateException("two policies for " + policy.method() + " " + policy.pattern());
            }
        }
    }

    private record Route(RoutePolicy policy, PathPattern pattern) {}
}
