package org.ziyuan.marketplace.licensing.lti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.secret.SecretSettings;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.MoneyTransactions;

class SigningKeysTests {

    private static final String ONE_KEY = LtiTest.KEY_ENCRYPTION_KEY;
    private static final String OTHER_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    TestDatabase database = TestDatabase.another();

    @BeforeEach
    void freshDatabase() {
        database = TestDatabase.another();
    }

    @Test
    void nodesThatStartTogetherUseOneKeyAndPublishNoPrivateHalf() throws Exception {
        RSAKey first = current(node(ONE_KEY));
        RSAKey second = current(node(ONE_KEY));
        List<JWK> published = published(node(ONE_KEY));

        assertThat(first.getKeyID())
                .isEqualTo(second.getKeyID())
                .isEqualTo(first.computeThumbprint().toString());
        assertThat(first.size()).isGreaterThanOrEqualTo(2048);
        assertThat(published).singleElement().satisfies(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.toJSONObject()).containsKeys("kid", "n", "e", "alg", "use");
        });
    }

    @Test
    void aNewKeyIsPublishedBeforeItSignsAndTheOldOneStaysAfterwards() {
        RSAKey old = current(node(ONE_KEY));

        String next = node(ONE_KEY).rotate().blockOptional().orElseThrow();

        assertThat(kids(node(ONE_KEY))).containsExactlyInAnyOrder(old.getKeyID(), next);
        assertThat(current(node(ONE_KEY)).getKeyID()).isEqualTo(old.getKeyID());
        timePasses(Duration.ofMinutes(21));
        assertThat(current(node(ONE_KEY)).getKeyID()).isEqualTo(next);
        assertThat(kids(node(ONE_KEY))).containsExactlyInAnyOrder(old.getKeyID(), next);
        timePasses(Duration.ofHours(2));
        assertThat(kids(node(ONE_KEY))).containsExactly(next);
    }

    @Test
    void aNodeWithAnotherKeyEncryptionKeySignsWithAKeyOfItsOwn() {
        RSAKey one = current(node(ONE_KEY));
        RSAKey other = current(node(OTHER_KEY));

        assertThat(other.getKeyID()).isNotEqualTo(one.getKeyID());
        assertThat(kids(node(ONE_KEY))).containsExactlyInAnyOrder(one.getKeyID(), other.getKeyID());
    }

    @Test
    void thePrivateHalfIsNotInTheDatabaseInClear() {
        RSAKey key = current(node(ONE_KEY));

        String stored = database.client()
                .sql("select encode(encrypted_private_jwk, 'escape') from lti_signing_key")
                .mapValue(String.class)
                .one()
                .blockOptional()
                .orElseThrow();

        assertThat(stored)
                .doesNotContain(String.valueOf(key.getPrivateExponent()))
                .doesNotContain("\"d\"");
    }

    @Test
    void withoutAKeyEncryptionKeyNothingIsSigned() {
        assertThatThrownBy(() -> current(node(null))).hasMessageContaining("key-encryption-key-missing");
    }

    private SigningKeys node(@Nullable String keyEncryptionKey) {
        var pool = database.pool(2);
        LtiSettings settings = new LtiSettings(
                RelyingParty.ISSUER, Duration.ofMinutes(5), Duration.ofMinutes(3), "/", Duration.ofMinutes(10));
        return new SigningKeys(
                DatabaseClient.create(pool),
                transactions(pool),
                new ColumnEncryption(new SecretSettings(keyEncryptionKey)),
                settings);
    }

    /** A node's own transactions, with nothing else of the product beside them. */
    private static MoneyTransactions transactions(ConnectionFactory connections) {
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(R2dbcTransactionManager.class, () -> new R2dbcTransactionManager(connections));
        context.registerBean(DatabaseClient.class, () -> DatabaseClient.create(connections));
        context.register(Transactions.class);
        context.refresh();
        return context.getBean(MoneyTransactions.class);
    }

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            basePackageClasses = MoneyTransactions.class,
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(MoneyTransactions|KeptActs)"))
    static class Transactions {}

    private void timePasses(Duration time) {
        try (var connection = database.superuser();
                var statement = connection.createStatement()) {
            statement.execute("update market.lti_signing_key set use_from = use_from - interval '%d seconds'"
                    .formatted(time.toSeconds()));
        } catch (java.sql.SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static RSAKey current(SigningKeys keys) {
        return keys.current().blockOptional().orElseThrow();
    }

    private static List<JWK> published(SigningKeys keys) {
        return keys.published().blockOptional().orElseThrow().getKeys();
    }

    private static List<String> kids(SigningKeys keys) {
        return published(keys).stream().map(JWK::getKeyID).toList();
    }
}
