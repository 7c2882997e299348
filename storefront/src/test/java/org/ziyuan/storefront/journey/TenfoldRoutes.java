package org.ziyuan.storefront.journey;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Nine routes more for each that the product has, for {@link RequestBench}; no component, so that no scan finds it. */
public final class TenfoldRoutes {

    private static final List<String> PATTERNS = IntStream.range(0, 3_150)
            .mapToObj(number -> switch (number % 3) {
                case 0 -> "/more" + number + "/{id}";
                case 1 -> "/orders/{id}/more" + number;
                default -> "/api/v1/more" + number % 300 + "/{id}/part" + number;
            })
            .toList();

    @Bean
    static RoutePolicies moreRoutes() {
        return () -> PATTERNS.stream()
                .map(pattern -> RoutePolicy.signedIn(HttpMethod.GET, pattern))
                .toList();
    }

    @Bean
    static BeanPostProcessor moreMappings() throws NoSuchMethodException {
        Method handler = TenfoldRoutes.class.getDeclaredMethod("more");
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof RequestMappingHandlerMapping mapping
                        && name.equals("requestMappingHandlerMapping")) {
                    PATTERNS.forEach(pattern -> mapping.registerMapping(
                            RequestMappingInfo.paths(pattern)
                                    .methods(RequestMethod.GET)
                                    .build(),
                            new TenfoldRoutes(),
                            handler));
                }
                return bean;
            }
        };
    }

    Mono<Void> more() {
        return Mono.empty();
    }
}
