package org.ziyuan.storefront.appliance.inspection;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;

/** Whether the clocks of this machine and of the database agree. */
final class DatabaseClock {

    private static final Duration TOLERATED_SKEW = Duration.ofSeconds(1);

    private DatabaseClock() {}

    /** The clocks of this machine and of the database, and whether the database's own was set back below what it wrote. */
    static DatabaseHealth.Finding examine(Connection connection) throws SQLException {
        Instant before = Instant.now();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            Instant there = row.getTimestamp(1).toInstant();
            Instant middle = before.plus(Duration.between(before, Instant.now()).dividedBy(2));
            Duration skew = Duration.between(middle, there).abs();
            Duration ahead = aheadOf(there, statement);
            boolean agree = skew.compareTo(TOLERATED_SKEW) <= 0;
            if (ahead.compareTo(TOLERATED_SKEW) > 0) {
                return new DatabaseHealth.Finding(
                        false,
                        "时钟",
                        "数据库的时钟被拨回过：最近一条消息写于 %s 之后；请校准时钟（timedatectl、chronyc tracking）".formatted(inWords(ahead)));
            }
            return new DatabaseHealth.Finding(
                    agree,
                    "时钟",
                    "与数据库相差 %d 毫秒%s"
                            .formatted(skew.toMillis(), agree ? "" : "；请在两台机器上校准时钟（timedatectl、chronyc tracking）"));
        }
    }

    /** By how much the latest news lies in the future of the database's own clock. */
    private static Duration aheadOf(Instant now, Statement statement) throws SQLException {
        if (!NewsHealth.exists(statement)) {
            return Duration.ZERO;
        }
        try (ResultSet row =
                statement.executeQuery("select created_at from market.outbox_message order by seq desc limit 1")) {
            return row.next() ? Duration.between(now, row.getTimestamp(1).toInstant()) : Duration.ZERO;
        }
    }

    private static String inWords(Duration time) {
        return time.toHours() > 0 ? time.toHours() + " 小时" : Math.max(1, time.toMinutes()) + " 分钟";
    }
}
