package org.ziyuan.storefront.apidocs;

import static org.springframework.http.HttpMethod.GET;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

/**
 * Swagger UI on a page of our own: its usual start page wants an inline redirect that our policy refuses. In production
 * only people who are signed in read what there is to call.
 */
@Controller
class ApiDocsPage {

    private static final String UI = "/webjars/swagger-ui/";

    @Bean
    static RoutePolicies apiDocsRoutes(Environment environment) {
        boolean production = environment.acceptsProfiles(Profiles.of("production"));
        List<RoutePolicy> routes = Stream.of(
                        "/api-docs",
                        "/api-docs/openapi",
                        "/api-docs/openapi.yaml",
                        "/api-docs/openapi/{group}",
                        "/api-docs/openapi.yaml/{group}",
                        UI + "swagger-ui.css",
                        UI + "swagger-ui-bundle.js")
                .map(pattern -> production ? RoutePolicy.signedIn(GET, pattern) : RoutePolicy.anyone(GET, pattern))
                .toList();
        return () -> routes;
    }

    @GetMapping("/api-docs")
    String page() {
        return "apidocs/page";
    }
}
