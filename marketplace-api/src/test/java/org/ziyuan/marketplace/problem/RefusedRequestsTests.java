package org.ziyuan.marketplace.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.error.ErrorWebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

class RefusedRequestsTests {

    @Test
    void aRefusalCarriesItsCodeItsValuesAndASentenceInTheReadersLanguage() {
        asking(client -> client.get()
                .uri("/api/v1/short-of-money")
                .header("Accept-Language", "en")
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("amount-malformed")
                .jsonPath("$.values.amount")
                .isEqualTo("12600.00")
                .jsonPath("$.detail")
                .value(
                        String.class,
                        sentence -> assertThat(sentence).startsWith("The amount \"¥12,600.00\" cannot be read")));
    }

    @Test
    void chineseIsTheLanguageOfWhoeverAsksForNone() {
        asking(client -> client.get()
                .uri("/api/v1/nowhere")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("没有这个页面，或者您看不到它。"));
    }

    @Test
    void brokenJsonIsMalformedAndAWrongFieldIsNamed() {
        asking(client -> {
            posting(client, "{\"name\":")
                    .expectStatus()
                    .isEqualTo(400)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("body-malformed");
            client.post()
                    .uri("/api/v1/things")
                    .contentType(MediaType.APPLICATION_JSON)
                    .exchange()
                    .expectStatus()
                    .isEqualTo(400)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("body-missing");
            posting(client, "{\"name\":\"a\",\"name\":\"b\"}").expectStatus().isEqualTo(400);
            posting(client, "{\"name\":\" \",\"price\":\"1\"}")
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.fields[0].field")
                    .isEqualTo("name")
                    .jsonPath("$.fields[0].message")
                    .isEqualTo("必填");
            posting(client, "{\"name\":\"a\",\"price\":\"1e9\"}")
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("amount-malformed")
                    .jsonPath("$.values.field")
                    .isEqualTo("price");
            posting(client, "{\"name\":\"a\",\"price\":12.5}")
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.values.field")
                    .isEqualTo("price");
            for (String none : List.of("99999999999", "2.5")) {
                posting(client, "{\"name\":\"a\",\"pieces\":" + none + "}")
                        .expectStatus()
                        .isEqualTo(422)
                        .expectBody()
                        .jsonPath("$.values.field")
                        .isEqualTo("pieces");
            }
            posting(client, "{\"name\":\"a\",\"price\":\"1\",\"id\":7}")
                    .expectStatus()
                    .isEqualTo(422)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("field-unknown")
                    .jsonPath("$.values.field")
                    .isEqualTo("id");
        });
    }

    @Test
    void nothingIsNoNumberAndHalfACharacterNoText() {
        asking(client -> {
            for (String none : List.of("\"\"", "\" \"")) {
                posting(client, "{\"name\":\"a\",\"pieces\":" + none + "}")
                        .expectStatus()
                        .isEqualTo(422)
                        .expectBody()
                        .jsonPath("$.fields[0].field")
                        .isEqualTo("pieces");
            }
            for (String none : List.of("\\u0000", "\\ud842", "\\udfb7\\ud842")) {
                posting(client, "{\"name\":\"a" + none + "b\"}")
                        .expectStatus()
                        .isEqualTo(422)
                        .expectBody()
                        .jsonPath("$.code")
                        .isEqualTo("text-malformed")
                        .jsonPath("$.fields[0].field")
                        .isEqualTo("name");
            }
            posting(client, "{\"name\":\"𠮷\\ud842\\udfb7\"}").expectStatus().isOk();
        });
    }

    @Test
    void anAnswerThatQuotesHalfACharacterIsStillAnAnswer() {
        asking(client -> posting(client, "{\"name\":\"a\",\"price\":\"" + "x".repeat(39) + "𠮷\"}")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.values.amount")
                .isEqualTo("x".repeat(39) + "\uFFFD"));
    }

    @Test
    void anIdThatCannotBeAnIdIsUnknownAndAParameterThatCannotBeReadIsNamed() {
        asking(client -> {
            client.get().uri("/api/v1/things/xyz").exchange().expectStatus().isNotFound();
            client.get()
                    .uri("/api/v1/things?page=x")
                    .exchange()
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.values.field")
                    .isEqualTo("page");
            client.get().uri("/api/v1/things").exchange().expectStatus().isBadRequest();
        });
    }

    @Test
    void methodsTypesAndSizesHaveTheirOwnStatus() {
        asking(client -> {
            client.delete()
                    .uri("/api/v1/things/{id}", UUID.randomUUID())
                    .exchange()
                    .expectStatus()
                    .isEqualTo(405)
                    .expectHeader()
                    .valueEquals("Allow", "GET");
            client.post()
                    .uri("/api/v1/things")
                    .contentType(MediaType.TEXT_PLAIN)
                    .bodyValue("x")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(415);
            posting(client, "{\"name\":\"" + "x".repeat(300_000) + "\"}")
                    .expectStatus()
                    .isEqualTo(413);
        });
    }

    @Test
    void whoIsNotSignedInIsAskedToAndABugShowsNothingButAReference() {
        asking(client -> {
            client.get().uri("/api/v1/mine").exchange().expectStatus().isUnauthorized();
            client.get()
                    .uri("/api/v1/bug")
                    .exchange()
                    .expectStatus()
                    .is5xxServerError()
                    .expectBody()
                    .jsonPath("$.values.reference")
                    .exists()
                    .jsonPath("$.detail")
                    .value(String.class, sentence -> assertThat(sentence).doesNotContain("secret"));
            client.get()
                    .uri("/api/v1/busy")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .valueEquals("Retry-After", "7");
        });
    }

    private static WebTestClient.ResponseSpec posting(WebTestClient client, String body) {
        return client.post()
                .uri("/api/v1/things")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static void asking(java.util.function.Consumer<WebTestClient> questions) {
        new ReactiveWebApplicationContextRunner()
                .withUserConfiguration(Edge.class)
                .run(context -> questions.accept(WebTestClient.bindToApplicationContext(
                                (ApplicationContext) context.getSourceApplicationContext())
                        .build()));
    }

    @ImportAutoConfiguration({
        JacksonAutoConfiguration.class,
        CodecsAutoConfiguration.class,
        ValidationAutoConfiguration.class,
        HttpHandlerAutoConfiguration.class,
        WebFluxAutoConfiguration.class,
        ErrorWebFluxAutoConfiguration.class
    })
    @ComponentScan({"org.ziyuan.marketplace.web", "org.ziyuan.marketplace.paging"})
    @Import({RefusedRequests.class, WrittenProblems.class, ProblemBody.class, RefusalSentences.class, Things.class})
    static class Edge {
        @Bean
        ResourceBundleMessageSource messageSource() {
            var words = new ResourceBundleMessageSource();
            words.setBasename("messages/marketplace");
            words.setDefaultEncoding("UTF-8");
            words.setFallbackToSystemLocale(false);
            return words;
        }
    }

    record Thing(@NotBlank String name, Money price, Integer pieces) {}

    @RestController
    static class Things {

        @GetMapping("/api/v1/short-of-money")
        Mono<String> shortOfMoney() {
            return Mono.error(Refusal.conflict("amount-malformed").with("amount", Money.ofFen(1_260_000)));
        }

        @PostMapping("/api/v1/things")
        Mono<Thing> create(@Valid @RequestBody Thing thing) {
            return Mono.just(thing);
        }

        @GetMapping("/api/v1/things/{id}")
        Mono<String> one(@PathVariable UUID id) {
            return Mono.just(id.toString());
        }

        @GetMapping("/api/v1/things")
        Mono<String> page(@RequestParam int page) {
            return Mono.just("page " + page);
        }

        @GetMapping("/api/v1/mine")
        Mono<String> mine(Actor actor) {
            return Mono.just(actor.displayName());
        }

        @GetMapping("/api/v1/bug")
        Mono<String> bug() {
            return Mono.error(new IllegalStateException("secret"));
        }

        @GetMapping("/api/v1/busy")
        Mono<String> busy() {
            return Mono.error(Refusal.of(Refusal.Kind.UNAVAILABLE, "busy").with("retryAfter", Duration.ofSeconds(7)));
        }
    }
}
