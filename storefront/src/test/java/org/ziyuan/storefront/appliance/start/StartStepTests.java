package org.ziyuan.storefront.appliance.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.r2dbc.spi.R2dbcTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import reactor.core.publisher.Mono;

class StartStepTests {

    private final StartStep step = StartStep.named("等一个答复", "请再启动一次。");
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void asksAgainWhileTheDatabaseIsBusy() {
        Mono<String> busyAtFirst = Mono.defer(() -> switch (asked.incrementAndGet()) {
            case 1 -> Mono.error(new QueryTimeoutException("a statement took too long"));
            case 2 -> Mono.error(new R2dbcTimeoutException("no connection in time"));
            case 3 -> Mono.error(new TimeoutException("no item within 5000ms in 'Connection Allocation'"));
            default -> Mono.just("there");
        });

        assertThat(step.await(busyAtFirst)).isEqualTo("there");
    }

    @Test
    void doesNotRepeatWhatNoWaitingMends() {
        Mono<Object> bug = Mono.defer(() -> {
            asked.incrementAndGet();
            return Mono.error(new IllegalStateException("a bug"));
        });

        assertThatIllegalStateException().isThrownBy(() -> step.await(bug)).withMessage("a bug");
        assertThat(asked).hasValue(1);
    }

    @Test
    void endsWithASentenceAndWhatToDoWhenItWaitedInVain() {
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> step.within(Duration.ofMillis(100)).await(Mono.never()))
                .withMessageMatching("等一个答复：等了 \\d+ 秒仍没有结果。请再启动一次。");
    }
}
