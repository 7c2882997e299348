package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.security.WholeMarket;

/**
 * A body at the end of what a type can say is answered, never with an error of ours. {@link EveryRouteTests} is mostly
 * stopped at the door; these come as far as the database.
 */
@WholeMarket
@ActiveProfiles("demo")
class ExtremeBodiesTests {

    private static final Map<Role, String> PEOPLE = Map.of(
            Role.PURCHASER, "s0045.purchaser",
            Role.ACCOUNTANT, "s0045.accountant1",
            Role.CASHIER, "s0045.cashier",
            Role.TEACHER, "s0045.teacher1",
            Role.VENDOR_MANAGER, "v05.manager",
            Role.OPERATOR, "operator",
            Role.COUNTY_BUREAU, "county.440105");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Autowired
    ObjectProvider<RoutePolicies> declared;

    private final RunningMarket market = RunningMarket.shared();
    private final Map<String, Somebody> people = new HashMap<>();

    @Test
    void theEndsOfATypeAreAnswered() {
        School school = School.of(market, "s0045", "v05");
        UUID offer = School.offer("104c9yv", "pupil_year");
        List<UUID> papers = List.of(school.draft(offer, 1), offer, school.line, UUID.randomUUID());
        List<String> wrong = new ArrayList<>();
        int asked = 0;

        for (Map.Entry<String, Class<?>> route : routes().entrySet()) {
            Somebody person = people.computeIfAbsent(whoMay(route.getKey()), login -> Somebody.signedIn(market, login));
            for (String body : ExtremeBodies.of(route.getValue(), school.line)) {
                UUID paper = papers.get(asked++ % papers.size());
                HttpResponse<String> answer = ask(person, route.getKey(), paper, body);
                if (answer.statusCode() >= 500) {
                    wrong.add("%d %s %.300s: %s".formatted(answer.statusCode(), route.getKey(), body, answer.body()));
                }
            }
        }

        assertThat(String.join("\n", wrong)).isEmpty();
        assertThat(asked).isGreaterThan(400);
    }

    private static HttpResponse<String> ask(Somebody person, String route, UUID paper, String body) {
        int space = route.indexOf(' ');
        String path = route.substring(space + 1).replaceAll("\\{[^}]+}", paper.toString());
        Map<String, String> headers = Map.of("Content-Type", "application/json", "X-CSRF-TOKEN", person.token());
        return person.ask(route.substring(0, space), path, headers, body);
    }

    private String whoMay(String route) {
        return declared.stream()
                .flatMap(policies -> policies.routes().stream())
                .filter(policy -> route.equals(policy.method() + " " + policy.pattern()))
                .flatMap(policy -> policy.roles().stream())
                .filter(PEOPLE::containsKey)
                .map(PEOPLE::get)
                .sorted()
                .findFirst()
                .orElse("s0045.purchaser");
    }

    /** Every route of the API that takes a record, but for the sign-in, whose failures are counted. */
    private Map<String, Class<?>> routes() {
        Map<String, Class<?>> routes = new HashMap<>();
        mapping.getHandlerMethods()
                .forEach((info, handler) -> Stream.of(handler.getMethodParameters())
                        .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                        .<Class<?>>map(MethodParameter::getParameterType)
                        .filter(Class::isRecord)
                        .forEach(body -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> info.getPatternsCondition()
                                        .getPatterns()
                                        .forEach(pattern ->
                                                routes.put(method + " " + pattern.getPatternString(), body)))));
        routes.keySet().removeIf(route -> !route.contains(" /api/") || route.contains("/session"));
        return routes;
    }
}
