package org.ziyuan.storefront.design;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.WebFilter;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.problem.Problem;
import org.ziyuan.marketplace.problem.RefusalPage;
import org.ziyuan.storefront.layout.Visitor;
import org.ziyuan.storefront.layout.Visitors;
import reactor.core.publisher.Mono;

/** The style page without database, search or security: starts in seconds, for looking at it while styling. */
@ImportAutoConfiguration({
    PropertyPlaceholderAutoConfiguration.class,
    CodecsAutoConfiguration.class,
    HttpHandlerAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    NettyReactiveWebServerAutoConfiguration.class,
    WebFluxAutoConfiguration.class,
    ErrorWebFluxAutoConfiguration.class,
    ThymeleafAutoConfiguration.class
})
@ComponentScan(
        basePackages = {"org.ziyuan.storefront.layout", "org.ziyuan.storefront.design"},
        excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.SignedInVisitors"))
class DesignPreview {

    /** Somebody with every role, so that the navigation shows all it has. */
    @Bean
    Visitors everyRole() {
        var everyRole = Stream.of(Role.values()).map(Enum::name).collect(Collectors.toSet());
        return exchange -> Mono.just(new Visitor("王敏", "广州市天河区示例小学", everyRole));
    }

    /** Any refusal as a page, by its status, with the sentence of an overdrawn budget line. */
    @Bean
    WebFilter refusals(RefusalPage page) {
        return (exchange, chain) -> {
            String path = exchange.getRequest().getPath().value();
            return path.startsWith("/refused/")
                    ? page.show(
                            exchange,
                            refused(Integer.parseInt(path.substring(9))),
                            "可用指标不足：可用 ¥86,240.00，需要 ¥90,000.00。")
                    : chain.filter(exchange);
        };
    }

    private static Problem refused(int status) {
        return new Problem(status, "sample", Map.of(), List.of(), new HttpHeaders());
    }

    public static void main(String[] arguments) {
        var preview = new SpringApplication(DesignPreview.class);
        preview.setAdditionalProfiles("demo");
        preview.run(arguments);
    }
}
