package org.ziyuan.storefront.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

class AdmittedRequestsTests {

    private static final HttpCookie SESSION = new HttpCookie("sid", "x");

    /** One place for each core's purpose, nobody waits. */
    private static final AdmissionSettings NARROW = new AdmissionSettings(1, 1, 1, 1, 1, 400, 0, Duration.ofSeconds(1));

    private static final int ENOUGH = 4 * Math.max(2, Runtime.getRuntime().availableProcessors());

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AdmittedRequests door =
            new AdmittedRequests(NARROW, new Watchers(), new DoorAnswers(words(), JsonMapper.shared()), meters);

    /** Reads what is sent; answers nothing that is searched for, as if the machine were busy with it. */
    private final HttpHandler market = door.apply((request, response) -> request.getBody()
            .then(request.getPath().value().startsWith("/search") ? Mono.never() : response.setComplete()));

    @Test
    void aStormOfSearchesLeavesTheOtherDoorsOpen() {
        fillWithSearches();

        assertThat(status(MockServerHttpRequest.get("/search?q=x").build())).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(status(MockServerHttpRequest.get("/").build())).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(status(
                        MockServerHttpRequest.post("/payments").cookie(SESSION).body("{}")))
                .isNull();
        assertThat(status(MockServerHttpRequest.get("/orders").cookie(SESSION).build()))
                .isNull();
        assertThat(status(MockServerHttpRequest.post("/notify/alipay").body("x=1")))
                .isNull();
        assertThat(status(MockServerHttpRequest.get("/css/ziyuan.css").build())).isNull();
        assertThat(status(MockServerHttpRequest.get("/sign-in").build())).isNull();
        assertThat(meters.counter("ziyuan.admission.requests", "purpose", "searches", "outcome", "refused")
                        .count())
                .isPositive();
    }

    @Test
    void whoIsSentAwayIsToldInHisLanguageAndWhenToComeBack() {
        fillWithSearches();

        MockServerHttpResponse page = answer(MockServerHttpRequest.get("/search")
                .header("Accept", "text/html,*/*")
                .cookie(new HttpCookie("lang", "en"))
                .build());
        MockServerHttpResponse problem =
                answer(MockServerHttpRequest.get("/api/v1/search").build());

        assertThat(page.getHeaders().getFirst("Retry-After")).matches("[2-5]");
        assertThat(page.getBodyAsString().block()).contains("<html lang=\"en\">", "try again in a few seconds");
        assertThat(problem.getHeaders().getContentType()).hasToString("application/problem+json");
        assertThat(problem.getBodyAsString().block()).contains("\"code\":\"too-many-at-once\"", "请过几秒再试");
    }

    @Test
    void bodiesThatDoNotComeTakeNobodysPlace() {
        fill(
                market,
                () -> MockServerHttpRequest.post("/orders")
                        .cookie(SESSION)
                        .contentLength(9)
                        .body(Flux.never()));

        assertThat(status(MockServerHttpRequest.post("/orders").cookie(SESSION).body("{}")))
                .isNull();
    }

    @Test
    void anActBeforeAFullDoorIsRefusedBeforeItsBodyEnds() {
        HttpHandler busy = door.apply((request, response) -> request.getBody().then(Mono.never()));
        fill(busy, AdmittedRequestsTests::act);

        StepVerifier.create(busy.handle(act(), new MockServerHttpResponse()))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.code()).isEqualTo(DoorAnswer.BUSY)));
    }

    private void fillWithSearches() {
        fill(market, () -> MockServerHttpRequest.get("/search?q=x").build());
    }

    private static void fill(HttpHandler handler, Supplier<MockServerHttpRequest> request) {
        for (int number = 0; number < ENOUGH; number++) {
            Disposable unused = handler.handle(request.get(), new MockServerHttpResponse())
                    .onErrorComplete()
                    .subscribe();
        }
    }

    private static MockServerHttpRequest act() {
        return MockServerHttpRequest.post("/orders")
                .cookie(SESSION)
                .contentLength(2)
                .body(Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(new byte[2])));
    }

    private MockServerHttpResponse answer(MockServerHttpRequest request) {
        MockServerHttpResponse response = new MockServerHttpResponse();
        StepVerifier.create(market.handle(request, response)).verifyComplete();
        return response;
    }

    private @Nullable Object status(MockServerHttpRequest request) {
        return answer(request).getStatusCode();
    }

    private static ResourceBundleMessageSource words() {
        ResourceBundleMessageSource words = new ResourceBundleMessageSource();
        words.setBasenames("messages/layout", "messages/marketplace");
        words.setDefaultEncoding("UTF-8");
        words.setFallbackToSystemLocale(false);
        return words;
    }
}
