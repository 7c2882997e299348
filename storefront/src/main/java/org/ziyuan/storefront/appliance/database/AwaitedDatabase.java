package org.ziyuan.storefront.appliance.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.core.env.Environment;
import org.ziyuan.storefront.appliance.start.StartStep;

/** Waits for a database of the operator's that may come up later than we do. */
public final class AwaitedDatabase {

    private AwaitedDatabase() {}

    /** Returns when it answers, be it with a refusal, which the next question reports. */
    public static void answers(Environment environment) {
        String url = environment.getProperty("spring.flyway.url", "");
        Properties way = new Properties();
        way.setProperty("user", environment.getProperty("spring.flyway.user", ""));
        way.setProperty("password", environment.getProperty("spring.flyway.password", ""));
        way.setProperty("connectTimeout", "5");
        way.setProperty("socketTimeout", "10");
        StartStep.named(
                        "等待数据库应答（" + url.replaceFirst("\\?.*", "") + "）",
                        "请检查 spring.r2dbc.url 的地址与端口、网络，以及那里的 PostgreSQL 是否在运行；doctor 会指出问题。")
                .until(() -> answers(url, way));
    }

    private static boolean answers(String url, Properties way) {
        try (Connection connection = DriverManager.getConnection(url, way)) {
            return true;
        } catch (SQLException refused) {
            return !isAway(refused);
        }
    }

    /**
     * Away means unreachable, still starting, already stopping, or without a connection left; a wrong password stays
     * wrong.
     */
    static boolean isAway(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"));
    }
}
