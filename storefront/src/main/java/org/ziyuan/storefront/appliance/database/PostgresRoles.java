package org.ziyuan.storefront.appliance.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.core.io.ClassPathResource;
import org.ziyuan.storefront.appliance.start.StartStep;

/** The database of the appliance with its roles, schemas and passwords; the same however often it is prepared. */
final class PostgresRoles {

    static final String DATABASE = "ziyuan";

    private PostgresRoles() {}

    static void prepare(int port, Credentials credentials) {
        StartStep.named("准备数据库的角色与模式", "原因见 logs/postgres.log。").until(() -> prepared(port, credentials));
    }

    private static boolean prepared(int port, Credentials credentials) {
        try {
            createDatabase(port, credentials);
            try (Connection connection = connect(port, DATABASE, credentials);
                    Statement statement = connection.createStatement()) {
                statement.execute(new ClassPathResource("db/roles.sql").getContentAsString(StandardCharsets.UTF_8));
                for (String role : Credentials.ROLES) {
                    statement.execute("alter role %s password '%s'".formatted(role, credentials.password(role)));
                }
            }
            return true;
        } catch (SQLException failed) {
            if (AwaitedDatabase.isAway(failed)) {
                return false;
            }
            throw new IllegalStateException("cannot prepare the embedded database", failed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void createDatabase(int port, Credentials credentials) throws SQLException {
        try (Connection connection = connect(port, "postgres", credentials);
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("create database " + DATABASE);
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet found =
                statement.executeQuery("select from pg_database where datname = '%s'".formatted(DATABASE))) {
            return found.next();
        }
    }

    private static Connection connect(int port, String database, Credentials credentials) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database),
                Credentials.SUPERUSER,
                credentials.password(Credentials.SUPERUSER));
    }
}
