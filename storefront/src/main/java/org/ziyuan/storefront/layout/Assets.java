package org.ziyuan.storefront.layout;

import static org.springframework.http.HttpMethod.GET;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

/** Style, script and pictures: from this jar and its webjars, for everybody. */
@Configuration(proxyBeanMethods = false)
class Assets {

    private static final String TABLER = "/webjars/tabler__core/dist/css/tabler.min.css";
    private static final String HTMX = "/webjars/htmx.org/dist/htmx.min.js";

    @Bean
    static RoutePolicies assetRoutes() {
        List<RoutePolicy> routes = Stream.of("/css/{file}", "/js/{file}", "/img/{file}", TABLER, HTMX)
                .map(pattern -> RoutePolicy.anyone(GET, pattern))
                .toList();
        return () -> routes;
    }
}
