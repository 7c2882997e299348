package org.ziyuan.storefront.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A start that is told to stop ends within its patience, however long its steps may wait. */
class StopWhileStartingTests {

    private final AtomicInteger halted = new AtomicInteger();

    @Test
    void aStartThatGoesOnIsEnded() {
        watch(Duration.ofMillis(20)).stop();

        assertThat(halted).hasValue(1);
    }

    @Test
    void whatServesOrHasFailedStopsByItself() {
        StopWhileStarting watch = watch(Duration.ofMinutes(5));
        watch.over();

        watch.stop();

        assertThat(halted).hasValue(0);
    }

    @Test
    void aStartThatComesToItsEndMeanwhileStopsAsItShould() {
        StopWhileStarting watch = watch(Duration.ofMinutes(5));
        var end = new Thread(watch::over);
        end.start();

        watch.stop();

        assertThat(halted).hasValue(0);
    }

    private StopWhileStarting watch(Duration patience) {
        return new StopWhileStarting(patience, halted::incrementAndGet);
    }
}
