package org.ziyuan.storefront.journey;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.StreamSupport;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * Visitors of whom seven in ten search. As a program of its own it is a crowd on the same machine that leaves the
 * processor to the product, as a crowd on other machines would: {@code Crowd <address> <people> <seconds>}.
 */
final class Crowd {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** Seven searches in ten. */
    private static final List<String> PAGES = List.of(
            "/search?q=%E6%95%B0%E5%AD%A6",
            "/search?q=%E4%B8%89%E5%B9%B4%E7%BA%A7%E4%B8%8B%E5%86%8C",
            "/",
            "/search?q=yingyu",
            "/search?q=%E8%AF%AD%E6%96%87&page=2",
            "/sign-in",
            "/search?q=%E7%A7%91%E5%AD%A6",
            "/search?q=math",
            "/",
            "/search?q=%E7%89%A9%E7%90%86");

    private Crowd() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        List<Answer> answers = ask(
                arguments[0],
                Integer.parseInt(arguments[1]),
                Duration.ofSeconds(Long.parseLong(arguments[2])),
                Duration.ZERO);
        System.out.printf(
                "the crowd: %d answered, %d sent away, %d errors, %d without an answer%n",
                millis(answers, status -> status == 200).length,
                millis(answers, status -> status == 503).length,
                millis(answers, status -> status >= 400 && status != 503).length,
                millis(answers, status -> status == 0).length);
    }

    /** Everybody asks again as soon as he is answered, or after a pause. */
    static List<Answer> ask(String address, int people, Duration time, Duration pause) {
        HttpClient client = HttpClient.create(ConnectionProvider.builder("crowd")
                        .maxConnections(people)
                        .pendingAcquireMaxCount(-1)
                        .build())
                .baseUrl(address)
                .responseTimeout(LONGEST);
        long until = System.nanoTime() + time.toNanos();
        return Objects.requireNonNull(Flux.range(0, people)
                .flatMap(
                        person -> Flux.range(person, Integer.MAX_VALUE - person)
                                .takeWhile(number -> System.nanoTime() < until)
                                .concatMap(
                                        number -> ask(client, PAGES.get(number % PAGES.size()))
                                                .flatMap(answer ->
                                                        pause.isZero() ? Mono.just(answer) : after(pause, answer)),
                                        0),
                        people)
                .collectList()
                .block(time.plus(LONGEST).plusSeconds(30)));
    }

    private static Mono<Answer> after(Duration pause, Answer answer) {
        return Mono.delay(pause).thenReturn(answer);
    }

    private static Mono<Answer> ask(HttpClient client, String page) {
        return Mono.defer(() -> {
            long begun = System.nanoTime();
            return client.get()
                    .uri(page)
                    .responseSingle((answer, body) ->
                            body.asByteArray().thenReturn(answer.status().code()))
                    .onErrorReturn(0)
                    .map(status -> new Answer(status, System.nanoTime() - begun));
        });
    }

    /** How long each answer of these statuses took, the quickest first. */
    static double[] millis(Iterable<Answer> answers, IntPredicate status) {
        return StreamSupport.stream(answers.spliterator(), false)
                .filter(answer -> status.test(answer.status))
                .mapToDouble(answer -> answer.nanos / 1e6)
                .sorted()
                .toArray();
    }

    record Answer(int status, long nanos) {}
}
