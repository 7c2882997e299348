package org.ziyuan.storefront.admission;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Hooks;

/**
 * Writes a line and counts when an error arrives after its client is gone. Reactor alone prints a hundred lines for
 * each, and a class that closes its tablets has many.
 */
@Component
class DroppedErrors implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DroppedErrors.class);

    private final Counter dropped;
    private volatile boolean running;

    DroppedErrors(MeterRegistry meters) {
        this.dropped = meters.counter("ziyuan.edge.dropped.errors");
    }

    @Override
    public void start() {
        Hooks.onErrorDropped(this::told);
        running = true;
    }

    @Override
    public void stop() {
        Hooks.resetOnErrorDropped();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void told(Throwable error) {
        dropped.increment();
        LOG.warn("nobody waited for this error any more: {}", error.toString());
        LOG.debug("where it came from", error);
    }
}
