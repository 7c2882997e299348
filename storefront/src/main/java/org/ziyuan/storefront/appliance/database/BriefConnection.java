package org.ziyuan.storefront.appliance.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * A connection for the questions of {@code doctor} and of a start about production. Neither the greeting of the database
 * nor an answer takes longer than ten seconds, whatever the address allows a migration.
 */
public final class BriefConnection {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private BriefConnection() {}

    public static Connection to(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", user);
        properties.put("password", password);
        properties.put("loginTimeout", Long.toString(LONGEST_WAIT.toSeconds()));
        Connection connection = DriverManager.getConnection(url, properties);
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST_WAIT.toMillis()));
        return connection;
    }
}
