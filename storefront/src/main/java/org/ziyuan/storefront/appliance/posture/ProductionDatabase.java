package org.ziyuan.storefront.appliance.posture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.ziyuan.storefront.appliance.database.BriefConnection;

/** What production refuses of its database: a commit that does not reach the disk, too much power, demo data. */
final class ProductionDatabase {

    /** A question to the database whose answer true is a problem, and how the problem is said. */
    private static final Map<String, String> QUESTIONS = questions();

    private static final String HOLDS_DEMO = "select to_regclass('market.demo_province') is not null";
    private static final String OWNS_TABLES =
            "select exists (select from pg_tables where schemaname in ('market', 'audit') and tableowner = current_user)";

    private ProductionDatabase() {}

    static List<String> problems(Environment environment) {
        List<String> problems = new ArrayList<>();
        try (Connection connection = connect(environment, "spring.flyway.user", "spring.flyway.password");
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
                if (answer(statement, question.getKey())) {
                    problems.add(question.getValue());
                }
            }
            if (answer(statement, HOLDS_DEMO)
                    && answer(statement, "select exists (select from market.demo_province)")) {
                problems.add("数据库里有演示数据；正式使用请用新的数据库。");
            }
        } catch (SQLException refused) {
            problems.add("无法连接数据库：" + refused.getMessage());
        }
        applicationIsNoSuperuser(environment, problems);
        return problems;
    }

    private static void applicationIsNoSuperuser(Environment environment, List<String> problems) {
        try (Connection connection = connect(environment, "spring.r2dbc.username", "spring.r2dbc.password");
                Statement statement = connection.createStatement()) {
            if (answer(statement, "select rolsuper from pg_roles where rolname = current_user")) {
                problems.add("spring.r2dbc.username 是超级用户；请为应用建立普通角色（见 db/roles.sql）。");
            }
            if (answer(statement, OWNS_TABLES) || migratesToo(environment)) {
                problems.add("spring.r2dbc.username 拥有账簿的表，改写凭证没有阻拦；请与迁移用的用户分开（见 db/roles.sql）。");
            }
        } catch (SQLException refused) {
            problems.add("应用角色无法连接数据库：" + refused.getMessage());
        }
    }

    /** Before the first migration there is no owner yet, but it is known who will be. */
    private static boolean migratesToo(Environment environment) {
        String application = environment.getProperty("spring.r2dbc.username", "");
        return !application.isEmpty() && application.equals(environment.getProperty("spring.flyway.user", ""));
    }

    private static Map<String, String> questions() {
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("select current_setting('fsync') <> 'on'", "PostgreSQL 的 fsync 已关闭，提交会丢失。");
        questions.put("select current_setting('full_page_writes') <> 'on'", "PostgreSQL 的 full_page_writes 已关闭。");
        questions.put("select current_setting('data_checksums') <> 'on'", "PostgreSQL 没有启用数据校验和（initdb -k）。");
        questions.put("select abs(extract(epoch from clock_timestamp()) * 1000 - %d) > 1000", "本机时钟与数据库相差超过 1 秒。");
        return questions;
    }

    private static Connection connect(Environment environment, String user, String password) throws SQLException {
        return BriefConnection.to(
                environment.getProperty("spring.flyway.url", ""),
                environment.getProperty(user, ""),
                environment.getProperty(password, ""));
    }

    private static boolean answer(Statement statement, String question) throws SQLException {
        String sql = question.contains("%d") ? question.formatted(System.currentTimeMillis()) : question;
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
