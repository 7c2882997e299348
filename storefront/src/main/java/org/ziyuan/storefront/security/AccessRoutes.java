package org.ziyuan.storefront.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

/** Who may use the pages around signing in. */
@Configuration(proxyBeanMethods = false)
class AccessRoutes {

    @Bean
    static RoutePolicies signInRoutes() {
        return () -> List.of(
                RoutePolicy.anyone(GET, "/sign-in"),
                RoutePolicy.anyone(POST, "/sign-in"),
                RoutePolicy.anyone(POST, "/sign-out"),
                RoutePolicy.machine(POST, "/csp-reports"),
                RoutePolicy.roles(GET, "/security-notices", Role.OPERATOR),
                RoutePolicy.signedIn(GET, "/account"),
                RoutePolicy.signedIn(POST, "/account/password"),
                RoutePolicy.signedIn(POST, "/account/sessions/end-others"),
                RoutePolicy.signedIn(POST, "/acting-organization"));
    }

    @Bean
    @Profile("demo")
    static RoutePolicies demoRoutes() {
        return () -> List.of(RoutePolicy.anyone(GET, "/demo"), RoutePolicy.anyone(POST, "/demo/sign-in"));
    }

    @Bean
    @Profile("!demo")
    static RoutePolicies setupRoutes() {
        return () -> List.of(RoutePolicy.anyone(GET, "/setup"), RoutePolicy.anyone(POST, "/setup"));
    }
}
