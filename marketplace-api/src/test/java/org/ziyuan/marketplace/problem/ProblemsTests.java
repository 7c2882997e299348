package org.ziyuan.marketplace.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.CannotCreateTransactionException;

class ProblemsTests {

    /** As they reach us: around the driver's word stand the engine's and its mapper's. */
    @ParameterizedTest
    @CsvSource(textBlock = """
                    08006, database-unavailable
                    57P01, database-unavailable
                    53300, database-unavailable
                    25P03, database-unavailable
                    25006, database-unavailable
                    57014, busy
                    55P03, busy
                    40001, busy
                    40P01, busy
                    """)
    void theDatabaseIsAwayInTheSameWordsWhicheverDriverSaysSo(String state, String code) {
        Throwable engine = new IllegalStateException(
                "the process engine", new IllegalStateException("its mapper", new SQLException("said", state)));
        Throwable core = new IllegalStateException(new R2dbcNonTransientResourceException("said", state));

        assertThat(Stream.of(engine, core).map(Problems::of)).allSatisfy(problem -> {
            assertThat(problem.status()).isEqualTo(503);
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.headers().getFirst(HttpHeaders.RETRY_AFTER)).isNotNull();
        });
    }

    @Test
    void aPoolWithoutAFreeConnectionIsBusy() {
        SQLException none = new SQLTransientConnectionException("engine - Connection is not available");

        assertThat(Stream.of(new IllegalStateException(none), new CannotCreateTransactionException("none", none))
                        .map(Problems::of))
                .allSatisfy(problem -> {
                    assertThat(problem.status()).isEqualTo(503);
                    assertThat(problem.code()).isEqualTo("busy");
                });
    }

    /** Too long, out of range, a rule that no line of ours names: our edges forgot to look, and nothing is broken. */
    @ParameterizedTest
    @ValueSource(strings = {"22001", "22003", "23502", "23503", "23514"})
    void aValueThatTheDatabaseDoesNotKeepIsNoFailureOfTheServer(String state) {
        assertThat(Problems.of(new IllegalStateException(new R2dbcDataIntegrityViolationException("said", state)))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aTableThatIsNotThereIsABug() {
        assertThat(Problems.of(new IllegalStateException(new SQLException("no such table", "42P01")))
                        .status())
                .isEqualTo(500);
    }
}
