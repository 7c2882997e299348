package org.ziyuan.marketplace.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@MarketplaceTest
class SignInFailuresTests {

    @Autowired
    SignInFailures failures;

    @Autowired
    DatabaseClient database;

    @Test
    void ofFiftyGuessesAtTheSameMomentFiveReachThePassword() {
        String login = "guessed-" + UUID.randomUUID();

        Long passed = Flux.range(0, 50)
                .flatMap(guess -> passes(login, "source-" + UUID.randomUUID()), 50)
                .filter(through -> through)
                .count()
                .block();

        assertThat(Objects.requireNonNull(passed)).isEqualTo(5);
    }

    @Test
    void oneAddressTryingManyAccountsPausesToo() {
        String source = "source-" + UUID.randomUUID();

        Long passed = Flux.range(0, 40)
                .concatMap(guess -> passes("sprayed-" + UUID.randomUUID(), source))
                .filter(through -> through)
                .count()
                .block();

        assertThat(Objects.requireNonNull(passed)).isEqualTo(20);
    }

    @Test
    void whenTheWindowIsOverCountingStartsAfresh() {
        String login = "patient-" + UUID.randomUUID();
        String source = "source-" + UUID.randomUUID();
        for (int guess = 0; guess < 5; guess++) {
            StepVerifier.create(passes(login, source)).expectNext(true).verifyComplete();
        }
        StepVerifier.create(passes(login, source)).expectNext(false).verifyComplete();

        database.sql("update sign_in_failure set window_started_at = now() - interval '16 minutes'")
                .then()
                .block();

        StepVerifier.create(passes(login, source)).expectNext(true).verifyComplete();
    }

    private Mono<Boolean> passes(String login, String source) {
        return failures.count(login, source)
                .thenReturn(true)
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.code().equals("sign-in-paused") ? Mono.just(false) : Mono.error(refusal));
    }
}
