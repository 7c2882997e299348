package org.ziyuan.storefront.appliance.database;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import org.ziyuan.storefront.appliance.start.StartStep;

/**
 * Makes the first connections to the database before any loop or page asks for one. On a cold and busy machine that takes
 * longer than a request may wait, and a start must not fail because of it.
 */
@Component
class WarmPool implements SmartLifecycle {

    private static final StartStep WARMING =
            StartStep.named("建立数据库连接", "请检查数据库是否在运行、连接数是否够用（max_connections）；doctor 会指出问题。");

    private final ObjectProvider<ConnectionPools> pools;
    private volatile boolean warm;

    WarmPool(ObjectProvider<ConnectionPools> pools) {
        this.pools = pools;
    }

    @Override
    public void start() {
        warm = warmUp();
    }

    /** Once more before anybody is told that it serves: between the first connections and that may lie minutes. */
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @EventListener(ApplicationReadyEvent.class)
    public void stillWarm() {
        boolean unused = warmUp();
    }

    private boolean warmUp() {
        ConnectionPools both = pools.getIfAvailable();
        return both != null && WARMING.await(both.warmUp()) != null;
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
