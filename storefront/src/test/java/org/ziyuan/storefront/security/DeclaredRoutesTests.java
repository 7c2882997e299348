package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.Audience;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

/** The declared policy table and the routes that really exist are the same, in the demonstration and without it. */
class DeclaredRoutesTests {

    private static final Set<String> FOLDERS_OF_FILES = Set.of("/css/", "/js/", "/img/", "/webjars/");

    @Nested
    @WholeMarket
    @ActiveProfiles("demo")
    class InTheDemonstration extends Comparison {}

    @Nested
    @WholeMarket
    @ActiveProfiles("no-demonstration")
    class WithoutTheDemonstration extends Comparison {}

    abstract static class Comparison {

        @Autowired
        @Qualifier("requestMappingHandlerMapping")
        RequestMappingHandlerMapping mapping;

        @Autowired
        ObjectProvider<RoutePolicies> declared;

        @Test
        void everyRouteHasAPolicy() {
            Set<String> undeclared = existing();
            undeclared.removeAll(policies().map(DeclaredRoutesTests::written).collect(Collectors.toSet()));

            assertThat(undeclared).as("routes that no policy names").isEmpty();
        }

        @Test
        void everyPolicyHasARoute() {
            Set<String> imagined = policies()
                    .filter(policy -> !isFile(policy))
                    .map(DeclaredRoutesTests::written)
                    .collect(Collectors.toCollection(TreeSet::new));
            imagined.removeAll(existing());

            assertThat(imagined).as("policies that name no route").isEmpty();
        }

        @Test
        void whatChangesSomethingIsNeverOpenToEverybodyButTheDoorsThemselves() {
            assertThat(policies()
                            .filter(policy -> policy.audience() == Audience.ANYONE)
                            .map(DeclaredRoutesTests::written)
                            .filter(route -> !route.startsWith("GET ")))
                    .isSubsetOf(
                            "POST /sign-in",
                            "POST /sign-out",
                            "POST /demo/sign-in",
                            "POST /setup",
                            "POST /api/v1/session",
                            "DELETE /api/v1/session");
        }

        /** Whoever may not ask over the API has no page for it either; and a vendor's buyers are strangers to him. */
        @Test
        void theSchoolsOwnPapersAreForItsStaffAndThoseAbove() {
            List<RoutePolicy> papers = policies()
                    .filter(policy -> policy.method().equals(HttpMethod.GET))
                    .filter(policy ->
                            policy.pattern().matches("(/api/v1)?/(audit|spending|requisitions|budget-lines)(/.*)?"))
                    .toList();

            assertThat(papers).hasSizeGreaterThan(9).allSatisfy(policy -> {
                assertThat(policy.audience()).as(written(policy)).isEqualTo(Audience.ROLES);
                assertThat(policy.roles())
                        .as(written(policy))
                        .doesNotContain(Role.PUPIL, Role.PARENT, Role.VENDOR_MANAGER);
            });
        }

        private Stream<RoutePolicy> policies() {
            return declared.stream().flatMap(policies -> policies.routes().stream());
        }

        private Set<String> existing() {
            return mapping.getHandlerMethods().keySet().stream()
                    .flatMap(DeclaredRoutesTests::written)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> written(RequestMappingInfo info) {
        Set<String> methods = info.getMethodsCondition().getMethods().isEmpty()
                ? Set.of("ANY")
                : info.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .collect(Collectors.toSet());
        return methods.stream()
                .flatMap(method -> info.getPatternsCondition().getPatterns().stream()
                        .map(pattern -> method + " " + pattern.getPatternString()));
    }

    private static String written(RoutePolicy policy) {
        return policy.method() + " " + policy.pattern();
    }

    private static boolean isFile(RoutePolicy policy) {
        return policy.audience() == Audience.ANYONE
                && FOLDERS_OF_FILES.stream().anyMatch(folder -> policy.pattern().startsWith(folder));
    }
}
