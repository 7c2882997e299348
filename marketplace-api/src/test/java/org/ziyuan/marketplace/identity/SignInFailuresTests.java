package org.ziyuan.marketplace.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@MarketplaceTest
class SignInFailuresTests {

    @Autowired
    SignInFailures failures;

    @Autowired
    DatabaseClient database;

    @Autowired
    KnownDevices devices;

    @Test
    void ofFiftyGuessesAtTheSameMomentFiveReachThePassword() {
        String login = "guessed-" + UUID.randomUUID();
        String source = "source-" + UUID.randomUUID();

        Long passed = Flux.range(0, 50)
                .flatMap(guess -> passes(login, source), 50)
                .filter(through -> through)
                .count()
                .block();

        assertThat(Objects.requireNonNull(passed)).isEqualTo(5);
    }

    /** Both lock the same three rows; in another order one of two would be refused as a deadlock. */
    @Test
    void attemptsAndSuccessesAtTheSameMomentWaitForEachOther() {
        String login = "hurried-" + UUID.randomUUID();
        String source = "source-" + UUID.randomUUID();

        Long done = Flux.range(0, 400)
                .flatMap(
                        turn -> turn % 2 == 0
                                ? passes(login, source)
                                : failures.forgive(login, source, null).thenReturn(true),
                        16)
                .count()
                .block();

        assertThat(done).isEqualTo(400);
    }

    @Test
    void guessesFromEverywhereTogetherPauseTheAccountButNotADeviceOfItsOwner() {
        TestPeople people = new TestPeople(database);
        UUID person = people.person();
        String login = TestPeople.loginOf(person);
        String device = Objects.requireNonNull(devices.remember(person, null).block());

        Long passed = Flux.range(0, 60)
                .concatMap(guess -> passes(login, "source-" + UUID.randomUUID()))
                .filter(through -> through)
                .count()
                .block();

        assertThat(Objects.requireNonNull(passed)).isEqualTo(30);
        StepVerifier.create(passes(login, "anywhere", device)).expectNext(true).verifyComplete();
        StepVerifier.create(passes(login, "anywhere", "A".repeat(43)))
                .expectNext(false)
                .verifyComplete();
    }

    @Test
    void aWholeSchoolBehindOneAddressSignsInThoughSomeOfItMistype() {
        String school = "source-" + UUID.randomUUID();

        Long passed = Flux.range(0, 100)
                .concatMap(pupil -> passes("pupil-" + UUID.randomUUID(), school))
                .filter(through -> through)
                .count()
                .block();

        assertThat(Objects.requireNonNull(passed)).isEqualTo(100);
    }

    @Test
    void aDeviceServesSeveralPeopleAndIsForgottenAfterTenOthers() {
        TestPeople people = new TestPeople(database);
        UUID one = people.person();
        UUID other = people.person();
        String shared = Objects.requireNonNull(devices.remember(one, null).block());
        assertThat(devices.remember(other, shared).block()).isEqualTo(shared);
        assertThat(devices.knows(TestPeople.loginOf(other), shared).block()).isTrue();

        StepVerifier.create(Flux.range(0, 10).concatMap(more -> devices.remember(one, null)))
                .expectNextCount(10)
                .verifyComplete();

        assertThat(devices.knows(TestPeople.loginOf(one), shared).block()).isFalse();
        assertThat(devices.knows(TestPeople.loginOf(other), shared).block()).isTrue();
    }

    @Test
    void oneAddressTryingManyAccountsPausesToo() {
        String source = "source-" + UUID.randomUUID();

        Long passed = Flux.range(0, 240)
                .concatMap(guess -> passes("sprayed-" + UUID.randomUUID(), source))
                .filter(through -> through)
                .count()
                .block();

        assertThat(Objects.requireNonNull(passed)).isEqualTo(200);
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

        database.sql("update sign_in_failure set failures = 5, window_started_at = now() + interval '25 hours'")
                .then()
                .block();

        StepVerifier.create(passes(login, source)).expectNext(true).verifyComplete();
    }

    private Mono<Boolean> passes(String login, String source) {
        return passes(login, source, null);
    }

    private Mono<Boolean> passes(String login, String source, @Nullable String device) {
        return failures.count(login, source, device)
                .thenReturn(true)
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.code().equals("sign-in-paused") ? Mono.just(false) : Mono.error(refusal));
    }
}
