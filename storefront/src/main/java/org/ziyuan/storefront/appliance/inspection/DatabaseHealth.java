package org.ziyuan.storefront.appliance.inspection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
            findings.add(DatabaseClock.examine(connection));
            findings.add(
                    EarlierSchema.madeWhatIsIn(connection)
                            ? new Finding(false, "迁移", EarlierSchema.inWords())
                            : migrations(url, user, password));
            findings.add(NewsHealth.messages(connection));
            findings.add(NewsHealth.waiting(connection));
            findings.add(reach(connection, environment.getProperty("spring.r2dbc.username", user)));
        } catch (SQLException refused) {
            findings.add(new Finding(false, "数据库", "无法连接 " + url + "：" + refused.getMessage()));
        }
        return findings;
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
