package org.ziyuan.marketplace.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.factor.SecondFactor.Kind;
import org.ziyuan.marketplace.factor.passkey.Passkeys;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.SignIn;
import org.ziyuan.marketplace.identity.SignInFailures;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.vigilance.Vigilance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@MarketplaceTest
class SecondFactorsTests {

    @Autowired
    SecondFactors factors;

    @Autowired
    Authenticators authenticators;

    @Autowired
    RecoveryCodes onPaper;

    @Autowired
    Passkeys passkeys;

    @Autowired
    SignInFailures failures;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    DatabaseClient database;

    @Autowired
    Vigilance vigilance;

    UUID person;

    @BeforeEach
    void prepare() {
        person = new TestPeople(database).atNewSchool(Role.ACCOUNTANT).person();
    }

    @Test
    void aCodeIsGoodOnceAlsoForTwoAtTheSameMoment() {
        byte[] secret = confirmed();
        String next = Totp.code(secret, Totp.stepAt(Instant.now()) + 1);

        List<String> outcomes = Objects.requireNonNull(Flux.range(0, 4)
                .flatMap(one -> factors.prove(person, next, from())
                        .map(Kind::name)
                        .onErrorResume(Refusal.class, refusal -> Mono.just(refusal.code())))
                .collectList()
                .block());

        assertThat(outcomes).containsOnlyOnce("TOTP").contains("second-factor-refused");
        assertThatThrownBy(() -> factors.prove(person, next, from()).block()).isInstanceOf(Refusal.class);
    }

    @Test
    void theCodeThatConfirmedIsUsedUp() {
        String code = Totp.code(begun(), Totp.stepAt(Instant.now()));
        assertThat(factors.confirm(person, code).block()).isNotNull();

        assertThatThrownBy(() -> factors.prove(person, code, from()).block())
                .hasMessageContaining("second-factor-refused");
    }

    @Test
    void aCodeOnPaperIsGoodOnceAndTheNextBatchEndsTheOneBefore() {
        String code = Totp.code(begun(), Totp.stepAt(Instant.now()));
        List<String> codes =
                Objects.requireNonNull(factors.confirm(person, code).block()).codes();
        assertThat(codes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(one -> one.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}"));

        assertThat(factors.prove(person, " " + codes.get(0).toLowerCase(Locale.ROOT) + " ", from())
                        .block())
                .isEqualTo(Kind.RECOVERY_CODE);
        assertThatThrownBy(() -> factors.prove(person, codes.get(0), from()).block())
                .hasMessageContaining("second-factor-refused");
        assertThat(Objects.requireNonNull(factors.standing(person).block()).recoveryCodes())
                .isEqualTo(9);

        assertThat(factors.renewOnPaper(person).block()).isNotNull();
        assertThatThrownBy(() -> factors.prove(person, codes.get(1), from()).block())
                .hasMessageContaining("second-factor-refused");
    }

    @Test
    void guessingPausesLikeGuessingAPassword() {
        byte[] secret = confirmed();
        for (int guess = 0; guess < 5; guess++) {
            assertThatThrownBy(() -> factors.prove(person, "000000", from()).block())
                    .hasMessageContaining("second-factor-refused");
        }

        String right = Totp.code(secret, Totp.stepAt(Instant.now()) + 1);
        assertThatThrownBy(() -> factors.prove(person, right, from()).block()).hasMessageContaining("sign-in-paused");

        vigilance.write().block();
        assertThat(database.sql("select kind from security_notice where who = :person order by kind")
                        .bind("person", person.toString())
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block())
                .as("the operator is told")
                .containsExactly("SIGN_IN_PAUSED", "SIGN_IN_REFUSED");
    }

    @Test
    void aNewPhoneEndsTheOneBefore() {
        byte[] before = confirmed();
        byte[] after = confirmed();

        assertThat(after).isNotEqualTo(before);
        assertThatThrownBy(() -> factors.prove(person, Totp.code(before, Totp.stepAt(Instant.now()) + 1), from())
                        .block())
                .hasMessageContaining("second-factor-refused");
        assertThat(rows("select count(*) from authenticator where person_id = '" + person + "'"))
                .isEqualTo(1);
    }

    @Test
    void theSecretIsNotInTheDatabaseAndCannotBeMovedToAnother() {
        byte[] secret = confirmed();
        byte[] sealed = Objects.requireNonNull(
                database.sql("select sealed_secret from authenticator where person_id = '" + person + "'")
                        .mapValue(byte[].class)
                        .one()
                        .block());

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(secret, StandardCharsets.ISO_8859_1));
        database.sql("update authenticator set id = gen_random_uuid() where person_id = '" + person + "'")
                .then()
                .block();
        assertThatThrownBy(() -> factors.prove(person, Totp.code(secret, Totp.stepAt(Instant.now()) + 1), from())
                        .block())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoHandlesMoneyNeedsOneAndCannotGiveItUp() {
        UUID teacher = new TestPeople(database).atNewSchool(Role.TEACHER).person();
        SecondFactors demanding = new SecondFactors(
                database,
                transactions,
                authenticators,
                onPaper,
                passkeys,
                failures,
                new SecondFactorSettings(true, "资源超市"),
                Clock.systemUTC());

        assertThat(Objects.requireNonNull(demanding.standing(person).block()).isDemanded())
                .isTrue();
        assertThat(Objects.requireNonNull(demanding.standing(teacher).block()).isDemanded())
                .isFalse();
        assertThatThrownBy(() -> demanding.end(person).block()).hasMessageContaining("second-factor-demanded");
        assertThat(demanding.end(teacher).block()).isNull();
    }

    private byte[] begun() {
        assertThat(factors.begin(person).block(Duration.ofSeconds(10))).isNotNull();
        return Objects.requireNonNull(authenticators.begun(person).block()).secret();
    }

    private byte[] confirmed() {
        byte[] secret = begun();
        assertThat(factors.confirm(person, Totp.code(secret, Totp.stepAt(Instant.now())))
                        .block())
                .isNotNull();
        return secret;
    }

    private long rows(String sql) {
        return Objects.requireNonNull(
                database.sql(sql).mapValue(Long.class).one().block());
    }

    private static SignIn.From from() {
        return new SignIn.From("203.0.113.7", null);
    }
}
