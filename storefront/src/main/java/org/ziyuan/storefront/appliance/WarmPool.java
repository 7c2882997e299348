package org.ziyuan.storefront.appliance;

import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import reactor.util.retry.Retry;

/**
 * Makes the first connections to the database before any loop or page asks for one. On a cold and busy machine that takes
 * longer than a request may wait, and a start must not fail because of it.
 */
@Component
class WarmPool implements SmartLifecycle {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Retry UNTIL_THERE =
            Retry.backoff(20, Duration.ofMillis(500)).maxBackoff(Duration.ofSeconds(5));

    private final ObjectProvider<ConnectionPools> pools;
    private volatile boolean warm;

    WarmPool(ObjectProvider<ConnectionPools> pools) {
        this.pools = pools;
    }

    @Override
    public void start() {
        ConnectionPools both = pools.getIfAvailable();
        Integer made =
                both == null ? null : both.warmUp().retryWhen(UNTIL_THERE).block(PATIENCE);
        warm = made != null;
    }

    @Override
    public void stop() {
        warm = false;
    }

    @Override
    public boolean isRunning() {
        return warm;
    }

    /** Before everything else, and after everything else when it ends. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
