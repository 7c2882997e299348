package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.server.PathContainer;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.util.pattern.PathPatternParser;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.security.WholeMarket;

/**
 * A method that a route does not serve is refused in words: 405 with the methods it does serve, or as a path that is not
 * there or not theirs. Nobody gets an error of ours for it, and nothing is written.
 */
@WholeMarket
@ActiveProfiles("demo")
class EveryMethodTests {

    /** Those of RFC 9110 and 5789. */
    private static final List<String> KNOWN =
            List.of("HEAD", "OPTIONS", "TRACE", "PATCH", "PUT", "DELETE", "POST", "GET");

    /** One of WebDAV, one in lower case, one of nobody and one that is too long to be any. */
    private static final List<String> STRANGE = List.of("PROPFIND", "get", "BREW", "X".repeat(200));

    private static final List<String> METHODS =
            Stream.concat(KNOWN.stream(), STRANGE.stream()).toList();

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");
    private static final Pattern ENTRIES = Pattern.compile("<tbody>.*</tbody>", Pattern.DOTALL);
    private static final String STRANGER = "a stranger";
    private static final String SCHOOL = "s0046";

    @Autowired
    ObjectProvider<RoutePolicies> declared;

    private final RunningMarket market = RunningMarket.shared();

    @Test
    void aMethodThatARouteDoesNotServeIsRefusedInWordsAndWritesNothing() {
        School school = School.of(market, SCHOOL, "v05");
        UUID order = school.order(School.offer("104c9yv", "pupil_year"), 2);
        List<String> papers = List.of(order.toString(), school.requisitionOf(order), school.line.toString());
        Map<String, Somebody> people = new LinkedHashMap<>();
        people.put(STRANGER, Somebody.stranger(market));
        people.put("purchaser", school.purchaser);
        people.put("operator", Somebody.signedIn(market, "operator"));
        Map<String, String> tokens = new LinkedHashMap<>();
        people.forEach((who, person) -> tokens.put(who, who.equals(STRANGER) ? "" : person.token()));
        String before = evidence(school, order);
        Set<String> wrong = new TreeSet<>();
        Map<Integer, Integer> answers = new TreeMap<>();

        served().forEach((pattern, methods) -> {
            for (String method : METHODS) {
                if (!methods.contains(method)) {
                    String path = path(pattern, papers);
                    for (String who : askers(method, pattern)) {
                        Somebody person = Objects.requireNonNull(people.get(who));
                        HttpResponse<String> answer = ask(person, String.valueOf(tokens.get(who)), method, path);
                        answers.merge(answer.statusCode(), 1, Integer::sum);
                        String complaint = complaint(method, path, methods, answer);
                        if (complaint != null) {
                            wrong.add("%s: %.20s %s: %s".formatted(who, method, pattern, complaint));
                        }
                    }
                }
            }
        });

        System.out.println("Answers to methods that are not served, by status: " + answers);
        assertThat(String.join("\n", wrong)).isEmpty();
        assertThat(answers.values().stream().mapToInt(Integer::intValue).sum()).isGreaterThan(3_000);
        assertThat(evidence(school, order)).isEqualTo(before);
    }

    /**
     * By day each path and method is asked by one of them in turn: the refusal is that of the method, and each of the three
     * meets it on hundreds of paths. With {@code -Plong} all of them ask everything.
     */
    private static List<String> askers(String method, String pattern) {
        List<String> all = List.of(STRANGER, "purchaser", "operator");
        return Tries.of(0, 1) == 0
                ? List.of(all.get(Math.floorMod(pattern.hashCode() + METHODS.indexOf(method), all.size())))
                : all;
    }

    /** With everything that a write of one's own would carry: it is the method alone that is wrong. */
    private static HttpResponse<String> ask(Somebody person, String token, String method, String path) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", path.startsWith("/api/") ? "application/json" : "text/html");
        headers.put(
                "Content-Type", path.startsWith("/api/") ? "application/json" : "application/x-www-form-urlencoded");
        headers.put("Idempotency-Key", UUID.randomUUID().toString());
        if (!token.isEmpty()) {
            headers.put("X-CSRF-TOKEN", token);
        }
        boolean bodiless = Set.of("HEAD", "GET", "OPTIONS", "TRACE").contains(method);
        return person.ask(method, path, headers, bodiless ? "" : path.startsWith("/api/") ? "{}" : "reason=x");
    }

    private static @Nullable String complaint(
            String method, String path, Set<String> methods, HttpResponse<String> answer) {
        int status = answer.statusCode();
        if (method.equals("HEAD") && methods.contains("GET")) {
            return status < 500 && answer.body().isEmpty() ? null : status + " or a body for HEAD";
        }
        if (status < 400 || status >= 500) {
            return status + " " + answer.body();
        }
        if (status == 405 && answer.headers().firstValue("Allow").isEmpty()) {
            return "405 without Allow";
        }
        if (!method.equals("HEAD") && !saysWhy(path, answer)) {
            return "no words for " + status + ": " + answer.headers().map() + answer.body();
        }
        return null;
    }

    private static boolean saysWhy(String path, HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        return path.startsWith("/api/")
                ? type.startsWith("application/problem+json") && answer.body().contains("\"code\":")
                : type.startsWith("text/html") && answer.body().contains("<h1")
                        || type.startsWith("application/problem+json")
                                && answer.body().contains("\"code\":");
    }

    /** Every path there is, with the methods that are declared for it and for what it is read as besides. */
    private Map<String, Set<String>> served() {
        List<RoutePolicies.RoutePolicy> policies = declared.stream()
                .flatMap(some -> some.routes().stream())
                .filter(policy -> !policy.pattern().endsWith("/**"))
                .toList();
        return policies.stream()
                .map(RoutePolicies.RoutePolicy::pattern)
                .distinct()
                .collect(Collectors.toMap(
                        pattern -> pattern, pattern -> methods(pattern, policies), (one, same) -> one, TreeMap::new));
    }

    /** A requisition called "start" is one that is not there. */
    private static Set<String> methods(String pattern, List<RoutePolicies.RoutePolicy> policies) {
        PathContainer path = PathContainer.parsePath(pattern);
        return policies.stream()
                .filter(policy -> policy.pattern().equals(pattern)
                        || PathPatternParser.defaultInstance
                                .parse(policy.pattern())
                                .matches(path))
                .map(policy -> policy.method().name())
                .collect(Collectors.toSet());
    }

    private static String path(String pattern, List<String> papers) {
        List<String> left = new ArrayList<>(papers);
        return VARIABLE.matcher(pattern)
                .replaceAll(variable -> Matcher.quoteReplacement(left.isEmpty() ? "x" : left.remove(0)));
    }

    /** What an auditor finds of the school, and what its people have. */
    private String evidence(School school, UUID order) {
        Somebody auditor = Somebody.signedIn(market, "auditor.440000");
        return Stream.of(
                        entries(auditor.page("/audit/entries?limit=100&find=" + SCHOOL)),
                        entries(auditor.page("/audit?order=" + order)),
                        school.purchaser.get("/api/v1/requisitions?limit=100").toString(),
                        school.purchaser
                                .get("/api/v1/purchase-orders?limit=100")
                                .toString(),
                        school.accountant
                                .get("/api/v1/budget-lines/" + school.line)
                                .toString())
                .collect(Collectors.joining("\n"));
    }

    private static String entries(String page) {
        Matcher found = ENTRIES.matcher(page);
        return found.find() ? found.group() : "";
    }
}
