package org.ziyuan.storefront.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

@ExtendWith(OutputCaptureExtension.class)
class DroppedErrorsTests {

    @Test
    void anErrorNobodyWaitsForIsALineAndACount(CapturedOutput output) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        DroppedErrors dropped = new DroppedErrors(meters);
        dropped.start();
        try {
            Operators.onErrorDropped(new IOException("Broken pipe"), Context.empty());
        } finally {
            dropped.stop();
        }

        assertThat(meters.counter("ziyuan.edge.dropped.errors").count()).isEqualTo(1);
        assertThat(output).contains("Broken pipe").doesNotContain("\tat ");
    }
}
