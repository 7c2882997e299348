package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.WebFilter;
import org.ziyuan.marketplace.problem.Problem;
import org.ziyuan.marketplace.problem.RefusalPage;
import reactor.core.publisher.Mono;

/** The page about an error draws whatever has failed: it needs nobody who needs the database. */
class ErrorPageTests {

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void whatFailedInUsIsShownWithoutAskingTheDatabaseWhoLooks(int status) {
        AtomicInteger asked = new AtomicInteger();

        asking(
                () -> {
                    asked.incrementAndGet();
                    return Mono.error(new IllegalStateException("the database is gone"));
                },
                client -> shown(client, status));

        assertThat(asked).hasValue(0);
    }

    @Test
    void aDatabaseThatIsGoneLeavesThePageWithoutItsFrame() {
        asking(() -> Mono.error(new IllegalStateException("the database is gone")), client -> shown(client, 404));
    }

    @Test
    void aDatabaseThatNeverAnswersLeavesThePageWithoutItsFrame() {
        asking(Mono::never, client -> shown(client, 404));
    }

    private static void shown(WebTestClient client, int status) {
        client.get()
                .uri("/refused/" + status)
                .accept(MediaType.TEXT_HTML)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .value(page -> assertThat(page).contains("<main", "可用指标不足").doesNotContain("id=\"menu\""));
    }

    private static void asking(Supplier<Mono<Visitor>> who, Consumer<WebTestClient> questions) {
        new ReactiveWebApplicationContextRunner()
                .withUserConfiguration(Pages.class)
                .withBean(Visitors.class, () -> exchange -> who.get())
                .run(context -> questions.accept(WebTestClient.bindToApplicationContext(
                                (ApplicationContext) context.getSourceApplicationContext())
                        .build()));
    }

    @ImportAutoConfiguration({
        JacksonAutoConfiguration.class,
        CodecsAutoConfiguration.class,
        HttpHandlerAutoConfiguration.class,
        WebFluxAutoConfiguration.class,
        ErrorWebFluxAutoConfiguration.class,
        ThymeleafAutoConfiguration.class
    })
    @ComponentScan(
            basePackages = "org.ziyuan.storefront.layout",
            excludeFilters = @Filter(type = FilterType.REGEX, pattern = ".*(\\.SignedInVisitors|Tests.*)"))
    static class Pages {

        @Bean
        WebFilter refusals(RefusalPage page) {
            return (exchange, chain) -> page.show(
                    exchange,
                    new Problem(
                            Integer.parseInt(
                                    exchange.getRequest().getPath().value().substring(9)),
                            "sample",
                            Map.of(),
                            List.of(),
                            new HttpHeaders()),
                    "可用指标不足。");
        }
    }
}
