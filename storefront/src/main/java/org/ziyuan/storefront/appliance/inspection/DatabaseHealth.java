package org.ziyuan.storefront.appliance.inspection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.springframework.core.env.Environment;
import org.ziyuan.storefront.appliance.database.BriefConnection;
import org.ziyuan.storefront.appliance.database.EarlierSchema;

/** What {@code doctor} says of the database: that it answers, its version, its clock, its migrations. */
final class DatabaseHealth {

    private static final int OLDEST_MAJOR = 15;
    private static final Duration TOLERATED_SKEW = Duration.ofSeconds(1);

    private static final String FREE_THEM =
            "update market.outbox_delivery set next_attempt_at = now() - interval '1 second' where state = 'PENDING'";

    private DatabaseHealth() {}

    /** One finding; {@code good} is false where somebody has to act. */
    record Finding(boolean good, String about, String text) {}

    static List<Finding> examine(Environment environment) {
        String url = environment.getProperty("spring.flyway.url", "");
        String user = environment.getProperty("spring.flyway.user", "");
        String password = environment.getProperty("spring.flyway.password", "");
        List<Finding> findings = new ArrayList<>();
        try (Connection connection = BriefConnection.to(url, user, password)) {
            int major = connection.getMetaData().getDatabaseMajorVersion();
            findings.add(new Finding(
                    major >= OLDEST_MAJOR,
                    "数据库",
                    "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + "，"
                            + url.replaceFirst("\\?.*", "")));
            findings.add(clock(connection));
            findings.add(
                    EarlierSchema.madeWhatIsIn(connection)
                            ? new Finding(false, "迁移", EarlierSchema.inWords())
                            : migrations(url, user, password));
            findings.add(messages(connection));
            findings.add(waiting(connection));
            findings.add(reach(connection, environment.getProperty("spring.r2dbc.username", user)));
        } catch (SQLException refused) {
            findings.add(new Finding(false, "数据库", "无法连接 " + url + "：" + refused.getMessage()));
        }
        return findings;
    }

    /** The clocks of this machine and of the database, and whether the database's own was set back below what it wrote. */
    private static Finding clock(Connection connection) throws SQLException {
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
                return new Finding(
                        false,
                        "时钟",
                        "数据库的时钟被拨回过：最近一条消息写于 %s 之后；请校准时钟（timedatectl、chronyc tracking）".formatted(inWords(ahead)));
            }
            return new Finding(
                    agree,
                    "时钟",
                    "与数据库相差 %d 毫秒%s"
                            .formatted(skew.toMillis(), agree ? "" : "；请在两台机器上校准时钟（timedatectl、chronyc tracking）"));
        }
    }

    /** By how much the latest news lies in the future of the database's own clock. */
    private static Duration aheadOf(Instant now, Statement statement) throws SQLException {
        if (!exists(statement)) {
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

    /** News that is not put aside and has waited for longer than its attempts are apart, with what frees it. */
    private static Finding waiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                return new Finding(true, "等候", "尚未建表");
            }
            try (ResultSet row = statement.executeQuery("""
                    select count(*), coalesce(min(d.consumer || ' ' || d.seq), '')
                      from market.outbox_delivery d join market.outbox_message m using (seq)
                     where d.state = 'PENDING'
                       and (m.created_at < now() - interval '15 minutes'
                            or d.next_attempt_at > now() + interval '15 minutes')
                       and not exists (select from market.outbox_delivery earlier
                                        where earlier.consumer = d.consumer and earlier.aggregate_id = d.aggregate_id
                                          and earlier.seq < d.seq and earlier.state <> 'DELIVERED')
                    """)) {
                row.next();
                long late = row.getLong(1);
                return new Finding(
                        late == 0,
                        "等候",
                        late == 0
                                ? "没有久等的消息"
                                : "%d 条消息等得太久，例如 %s；原因见 audit.v_outbox 的 last_error，立即重试：%s"
                                        .formatted(late, row.getString(2), FREE_THEM));
            }
        }
    }

    /** News that could not be handed over and waits for a person; what came after it about the same thing waits too. */
    private static Finding messages(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                return new Finding(true, "消息", "尚未建表");
            }
            try (ResultSet row = statement.executeQuery("""
                    select count(*), coalesce(min(consumer || ' ' || seq || '：' || last_error), '')
                      from market.outbox_delivery where state = 'QUARANTINED'
                    """)) {
                row.next();
                long aside = row.getLong(1);
                String first = row.getString(2);
                return new Finding(
                        aside == 0,
                        "消息",
                        aside == 0 ? "没有被隔离的消息" : "%d 条被隔离，例如 %s（见 audit.v_outbox）".formatted(aside, first));
            }
        }
    }

    /** Whether the role that serves could change evidence if a trigger were gone; that is allowed, outside production. */
    private static Finding reach(Connection connection, String application) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select count(*), coalesce(min(c.relname), '')
                  from pg_trigger t join pg_class c on c.oid = t.tgrelid
                 where c.relnamespace = to_regnamespace('market') and t.tgname = c.relname || '_is_evidence'
                   and t.tgtype & 24 = 24
                   and exists (select from pg_roles r where r.rolname = ?
                                  and (pg_has_role(r.oid, c.relowner, 'MEMBER')
                                       or has_table_privilege(r.oid, c.oid, 'UPDATE, DELETE, TRUNCATE, TRIGGER')))
                """)) {
            statement.setString(1, application);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                long tables = row.getLong(1);
                return new Finding(
                        true,
                        "凭证",
                        tables == 0
                                ? "应用角色 " + application + " 无权改写凭证"
                                : "应用角色 %s 有权改写 %d 张凭证表（如 %s），只由触发器与封存把守；正式使用请分开角色（见 db/roles.sql）"
                                        .formatted(application, tables, row.getString(2)));
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select to_regclass('market.outbox_delivery') is not null")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static Finding migrations(String url, String user, String password) {
        MigrationInfoService info = Flyway.configure()
                .dataSource(url, user, password)
                .schemas("market")
                .locations("classpath:db/schema")
                .placeholderReplacement(false)
                .load()
                .info();
        int applied = info.applied().length;
        int pending = info.pending().length;
        boolean failed = java.util.Arrays.stream(info.all())
                .anyMatch(migration -> migration.getState().isFailed());
        return new Finding(!failed, "迁移", "已执行 %d 个，待执行 %d 个%s".formatted(applied, pending, failed ? "，有失败的迁移" : ""));
    }
}
