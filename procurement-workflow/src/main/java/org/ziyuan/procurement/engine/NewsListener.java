package org.ziyuan.procurement.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Listens for the core's news on a connection of its own and wakes the threads that hand it over. */
final class NewsListener implements AutoCloseable {

    private static final int STILL_THERE = 2;

    private final Connection connection;

    NewsListener(DataSource dataSource) throws SQLException {
        this.connection = dataSource.getConnection();
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen outbox");
        } catch (SQLException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Waits for notifications. Who only listens does not notice that nobody speaks any more, so after a silence it asks. */
    void listen(Duration longest, WakeUp news) throws SQLException {
        PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications((int) longest.toMillis());
        if (heard == null || heard.length == 0) {
            if (!connection.isValid(STILL_THERE)) {
                throw new SQLException("the connection that listens is gone");
            }
            return;
        }
        for (PGNotification one : heard) {
            // The names of those it is for.
            if (List.of(one.getParameter().split(",", -1)).contains("engine")) {
                news.signal();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection closing = connection;
                Statement statement = closing.createStatement()) {
            statement.execute("unlisten outbox");
        }
    }
}
