package org.ziyuan.storefront.appliance.database;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.ziyuan.storefront.appliance.start.DataFolder;

/** The three ways into one database, as properties: R2DBC for the core, Flyway for migrations, JDBC for the engine. */
public final class DatabaseProperties {

    private static final String ENGINE = "ziyuan.engine.datasource.";
    private static final String ROLE = "spring.flyway.placeholders.";

    private DatabaseProperties() {}

    public static boolean isConfigured(Environment environment) {
        return environment.containsProperty("spring.r2dbc.url")
                || environment.containsProperty("spring.datasource.url");
    }

    /** For the embedded database: every way has a role of its own. */
    public static Map<String, Object> embedded(int port, DataFolder folder) {
        Credentials credentials = Credentials.in(folder);
        String address = "postgresql://127.0.0.1:%d/%s".formatted(port, PostgresRoles.DATABASE);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.r2dbc.url", "r2dbc:" + address);
        properties.put("spring.r2dbc.username", Credentials.APP);
        properties.put("spring.r2dbc.password", credentials.password(Credentials.APP));
        properties.put("spring.flyway.url", patient("jdbc:" + address));
        properties.put("spring.flyway.user", Credentials.OWNER);
        properties.put("spring.flyway.password", credentials.password(Credentials.OWNER));
        properties.put(ENGINE + "url", "jdbc:" + address + "?currentSchema=bpm");
        properties.put(ENGINE + "username", Credentials.ENGINE);
        properties.put(ENGINE + "password", credentials.password(Credentials.ENGINE));
        properties.put(ROLE + "appRole", Credentials.APP);
        properties.put(ROLE + "engineRole", Credentials.ENGINE);
        properties.put(ROLE + "auditRole", Credentials.AUDIT);
        return properties;
    }

    /**
     * For a database of the operator's: what he left out follows from what he gave. One address is enough, and one user;
     * anything given explicitly stays as it is, because these are added as the last source.
     */
    public static Map<String, Object> external(Environment environment) {
        String jdbc = jdbcUrl(environment);
        String user = given(environment, "spring.datasource.username", "spring.r2dbc.username");
        String password = given(environment, "spring.datasource.password", "spring.r2dbc.password");
        String appUser = given(environment, "spring.r2dbc.username", "spring.datasource.username");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.r2dbc.url", forR2dbc(jdbc));
        properties.put("spring.r2dbc.username", appUser);
        properties.put(
                "spring.r2dbc.password", given(environment, "spring.r2dbc.password", "spring.datasource.password"));
        properties.put("spring.flyway.url", patient(jdbc));
        properties.put("spring.flyway.user", user);
        properties.put("spring.flyway.password", password);
        properties.put(ENGINE + "url", jdbc + (jdbc.contains("?") ? "&" : "?") + "currentSchema=bpm");
        properties.put(ENGINE + "username", user);
        properties.put(ENGINE + "password", password);
        properties.put(ROLE + "appRole", appUser);
        properties.put(ROLE + "engineRole", environment.getProperty(ENGINE + "username", user));
        properties.put(ROLE + "auditRole", Credentials.AUDIT);
        return properties;
    }

    /** The settings as they will be once what was left out has been added; the environment itself stays as it is. */
    public static Environment completed(Environment environment) {
        StandardEnvironment all = new StandardEnvironment();
        all.getPropertySources().addFirst(new MapPropertySource("external-database", external(environment)));
        for (String given : List.of(
                "spring.r2dbc.username",
                "spring.r2dbc.password",
                "spring.flyway.url",
                "spring.flyway.user",
                "spring.flyway.password")) {
            String value = environment.getProperty(given);
            if (value != null) {
                all.getPropertySources().addFirst(new MapPropertySource(given, Map.of(given, value)));
            }
        }
        return all;
    }

    /** Migrations may take long, but not for ever: what the operator's address does not say of its waits is said here. */
    private static String patient(String jdbc) {
        StringBuilder address = new StringBuilder(jdbc);
        for (String limit : List.of("connectTimeout=10", "socketTimeout=1800", "tcpKeepAlive=true")) {
            if (!jdbc.contains(limit.substring(0, limit.indexOf('=') + 1))) {
                address.append(address.indexOf("?") < 0 ? '?' : '&').append(limit);
            }
        }
        return address.toString();
    }

    public static String jdbcUrl(Environment environment) {
        String r2dbc = environment.getProperty("spring.r2dbc.url", "");
        return environment.getProperty("spring.datasource.url", r2dbc.replaceFirst("^r2dbc:(pool:)?", "jdbc:"));
    }

    /** The same address for the other driver, which writes the options of TLS in its own way and ignores JDBC's. */
    private static String forR2dbc(String jdbc) {
        return jdbc.replaceFirst("^jdbc:", "r2dbc:")
                .replaceFirst("([?&])sslmode=", "$1sslMode=")
                .replaceFirst("([?&])sslrootcert=", "$1sslRootCert=");
    }

    private static String given(Environment environment, String first, String second) {
        return environment.getProperty(first, environment.getProperty(second, ""));
    }
}
