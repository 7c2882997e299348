package org.ziyuan.procurement.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

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
