package org.ziyuan.procurement.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.mock.env.MockEnvironment;
import org.ziyuan.marketplace.test.TestDatabase;

class EngineStartTests {

    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void beginsAgainWhereALimitOfEverydayStatementsEndedIt() {
        String engine = EngineStart.patiently(() -> {
            if (begun.incrementAndGet() == 1) {
                throw new IllegalStateException(new SQLException("canceling statement due to timeout", "57014"));
            }
            return "built";
        });

        assertThat(engine).isEqualTo("built");
        assertThat(begun).hasValue(2);
    }

    /** Ten minutes are for the first connection of a start alone; once one is there, ten seconds are for every other. */
    @Test
    @Timeout(60)
    void whoFindsNoConnectionIsToldInTimeAndAsksAgain() throws SQLException {
        EngineSettings settings = new EngineSettings(
                new EngineSettings.Access(
                        TestDatabase.shared().jdbcUrl() + "?currentSchema=bpm", "market_engine", "test"),
                2,
                Duration.ofSeconds(10),
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                1,
                Duration.ofSeconds(1),
                Duration.ofMinutes(1),
                false);
        try (HikariDataSource pool = new EngineDatabase().engineDataSource(settings, new MockEnvironment());
                Connection one = pool.getConnection();
                Connection other = pool.getConnection()) {
            assertThat(one).isNotEqualTo(other);

            assertThatThrownBy(pool::getConnection)
                    .satisfies(late -> assertThat(EngineStart.passes(late)).isTrue());
        }
    }

    @Test
    void doesNotBeginAgainWhatNoWaitingMends() {
        assertThatIllegalStateException()
                .isThrownBy(() -> EngineStart.patiently(() -> {
                    begun.incrementAndGet();
                    throw new IllegalStateException(new SQLException("no such table", "42P01"));
                }));
        assertThat(begun).hasValue(1);
    }
}
