package org.ziyuan.marketplace.transaction;

import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.APPLICATION_NAME;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.LOOP_RESOURCES;
import static io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider.TCP_KEEPALIVE;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.resources.LoopResources;

/** Makes the two pools from Boot's own settings; PostgreSQL shows them as {@code ziyuan-acts} and {@code ziyuan-reads}. */
@Configuration(proxyBeanMethods = false)
class PooledConnections {

    @Bean(destroyMethod = "dispose")
    ConnectionPools connectionPools(
            R2dbcConnectionDetails details,
            R2dbcProperties properties,
            ReadingSettings reading,
            DatabaseSettings database) {
        R2dbcProperties.Pool pool = properties.getPool();
        Unheard unheard = new Unheard(database.silence());
        ConnectionPool acts = pool("ziyuan-acts", details, pool, pool.getMaxSize(), pool.getMaxAcquireTime(), unheard);
        ConnectionPool reads = pool("ziyuan-reads", details, pool, reading.connections(), reading.patience(), unheard);
        return new ConnectionPools(acts, reads);
    }

    private static ConnectionPool pool(
            String name,
            R2dbcConnectionDetails details,
            R2dbcProperties.Pool pool,
            int size,
            @Nullable Duration patience,
            Unheard unheard) {
        ConnectionFactory connections = connections(name, details, new WatchedLoops(unheard::watch));
        ConnectionPoolConfiguration.Builder builder = ConnectionPoolConfiguration.builder(connections)
                .name(name)
                .initialSize(Math.min(pool.getInitialSize(), size))
                .maxSize(size)
                .minIdle(Math.min(pool.getMinIdle(), size))
                // The pool's own repetition would double the patience; see ConnectionPools.
                .acquireRetry(0)
                .validationDepth(pool.getValidationDepth());
        given(patience, builder::maxAcquireTime);
        given(pool.getMaxCreateConnectionTime(), builder::maxCreateConnectionTime);
        given(pool.getMaxValidationTime(), builder::maxValidationTime);
        given(pool.getMaxIdleTime(), builder::maxIdleTime);
        given(pool.getMaxLifeTime(), builder::maxLifeTime);
        return new ConnectionPool(builder.customizer(made ->
                        made.evictionPredicate((connection, known) -> outlives(known.idleTime(), pool.getMaxIdleTime())
                                || outlives(known.lifeTime(), pool.getMaxLifeTime())
                                || unheard.distrusts(known.allocationTimestamp())))
                .build());
    }

    private static boolean outlives(long milliseconds, @Nullable Duration longest) {
        return longest != null && !longest.isNegative() && milliseconds >= longest.toMillis();
    }

    private static ConnectionFactory connections(String name, R2dbcConnectionDetails details, LoopResources loops) {
        return ConnectionFactoryBuilder.withOptions(
                        details.getConnectionFactoryOptions().mutate())
                .configure(options -> options.option(APPLICATION_NAME, name)
                        .option(TCP_KEEPALIVE, true)
                        .option(LOOP_RESOURCES, loops))
                .build();
    }

    private static void given(@Nullable Duration duration, Consumer<Duration> setting) {
        if (duration != null) {
            setting.accept(duration);
        }
    }
}
