package org.ziyuan.storefront.appliance.inspection;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.r2dbc.metrics.ConnectionPoolMetrics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.transaction.ConnectionPools;

/** How full the pool of those who only look is; Boot itself counts the other one, as {@code connectionPools}. */
@Configuration(proxyBeanMethods = false)
class ReadersMeters {

    @Bean
    MeterBinder readersConnections(ObjectProvider<ConnectionPools> pools) {
        return registry -> pools.ifAvailable(
                both -> new ConnectionPoolMetrics(both.reads(), "reads", Tags.empty()).bindTo(registry));
    }
}
