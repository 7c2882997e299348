package org.ziyuan.storefront.admission;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** Reads the lines of the one logger: what else runs or ran in this JVM writes to others. */
class DroppedErrorsTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger(DroppedErrors.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    /** A context that was started before, or still runs, has set the one hook there is. */
    @BeforeEach
    void listen() {
        Hooks.resetOnErrorDropped();
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void silence() {
        logger.detachAppender(lines);
    }

    @Test
    void anErrorNobodyWaitsForIsALineAndACount() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        DroppedErrors dropped = new DroppedErrors(meters);
        dropped.start();
        try {
            Operators.onErrorDropped(new IOException("Broken pipe"), Context.empty());
        } finally {
            dropped.stop();
        }

        assertThat(meters.counter("ziyuan.edge.dropped.errors").count()).isEqualTo(1);
        assertThat(lines.list)
                .filteredOn(line -> line.getLevel() != Level.DEBUG)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.getFormattedMessage())
                            .contains("Broken pipe")
                            .doesNotContain("\n");
                    assertThat(line.getThrowableProxy()).as("its stack trace").isNull();
                });
    }
}
