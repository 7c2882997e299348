package org.ziyuan.marketplace.transaction;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import java.time.Duration;
import org.ziyuan.marketplace.test.TestDatabase;

/** A pool whose connections end when an answer is owed for too long, as the application's do. */
public final class WatchedPool {

    private WatchedPool() {}

    /** A pool of at most {@code size} connections that owe an answer for no longer than {@code silence}. */
    public static ConnectionPool of(TestDatabase database, int size, Duration silence) {
        return database.pool(
                size,
                options -> options.option(
                        PostgresqlConnectionFactoryProvider.LOOP_RESOURCES,
                        new WatchedLoops(() -> new OwedAnswers(silence, () -> {}))));
    }
}
