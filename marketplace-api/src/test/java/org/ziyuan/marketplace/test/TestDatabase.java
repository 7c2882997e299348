package org.ziyuan.marketplace.test;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.flywaydb.core.Flyway;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * One real PostgreSQL for all tests of a JVM, migrated once, with the roles of production; it is gone when the JVM ends.
 *
 * <p>{@link #shared()} is the database that tests share: they make their own rows under fresh ids. {@link #another()}
 * is an empty migrated database for a test that counts everything there is.
 */
public final class TestDatabase {

    /** What production gives its own connections, so that a test meets the same timeouts. */
    public static final String SESSION_OPTIONS =
            "search_path=market;lock_timeout=2s;statement_timeout=5s;idle_in_transaction_session_timeout=10s";

    private static final AtomicInteger COPIES = new AtomicInteger();

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /** The database that tests share. */
    public static TestDatabase shared() {
        return Server.SHARED;
    }

    /** An empty, migrated database of one's own: about a tenth of a second. */
    public static TestDatabase another() {
        Objects.requireNonNull(Server.SHARED);
        return copy("ziyuan_" + COPIES.incrementAndGet());
    }

    /** For {@code @DynamicPropertySource}: the properties of the shared database. */
    public static void register(DynamicPropertyRegistry registry) {
        shared().properties().forEach((key, value) -> registry.add(key, () -> value));
    }

    /** Everything an application context needs to use this database; its migrations have run already. */
    public Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.r2dbc.url", r2dbcUrl());
        properties.put("spring.r2dbc.username", "market_app");
        properties.put("spring.r2dbc.password", "test");
        properties.put("spring.r2dbc.properties.options", SESSION_OPTIONS);
        properties.put("spring.r2dbc.pool.max-size", "16");
        properties.put("spring.r2dbc.pool.max-acquire-time", "10s");
        properties.put("spring.r2dbc.pool.initial-size", "1");
        properties.put("ziyuan.reading.patience", "10s");
        properties.put("spring.flyway.enabled", "false");
        properties.put("ziyuan.engine.datasource.url", jdbcUrl() + "?currentSchema=bpm");
        properties.put("ziyuan.engine.datasource.username", "market_engine");
        properties.put("ziyuan.engine.datasource.password", "test");
        return properties;
    }

    /** The same by another port of this machine, behind which a test has put a {@link Line}. */
    public Map<String, Object> propertiesBy(int port) {
        Map<String, Object> properties = properties();
        properties.replaceAll(
                (name, value) -> value.toString().replace("localhost:" + Server.port(), "localhost:" + port));
        return properties;
    }

    /** The port of the server. */
    public int port() {
        return Server.port();
    }

    /** The address for R2DBC, without credentials. */
    public String r2dbcUrl() {
        return "r2dbc:postgresql://localhost:%d/%s".formatted(Server.port(), name);
    }

    /** The address for JDBC, without credentials. */
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:%d/%s".formatted(Server.port(), name);
    }

    /** A pool of at most {@code size} connections as the application's role; the caller disposes of it. */
    public ConnectionPool pool(int size) {
        return pool(r2dbcUrl(), size);
    }

    /** The same with more options. */
    public ConnectionPool pool(int size, UnaryOperator<ConnectionFactoryOptions.Builder> more) {
        return pool(r2dbcUrl(), size, more);
    }

    /** The same for a database that another process started. */
    public static ConnectionPool pool(String url, int size) {
        return pool(url, size, UnaryOperator.identity());
    }

    private static ConnectionPool pool(String url, int size, UnaryOperator<ConnectionFactoryOptions.Builder> more) {
        ConnectionFactory factory = ConnectionFactories.get(more.apply(ConnectionFactoryOptions.parse(url)
                        .mutate()
                        .option(ConnectionFactoryOptions.USER, "market_app")
                        .option(ConnectionFactoryOptions.PASSWORD, "test")
                        .option(io.r2dbc.spi.Option.valueOf("options"), SESSION_OPTIONS))
                .build());
        return new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .initialSize(1)
                .maxSize(size)
                .build());
    }

    /** A client as the application's role, over a small pool of its own that lives as long as the JVM. */
    public DatabaseClient client() {
        return DatabaseClient.create(pool(8));
    }

    /** A connection as superuser: for a test that tampers with what the application's role cannot touch. */
    public Connection superuser() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), "postgres", "");
    }

    /** Gives a context the shared database before its beans are made. */
    public static final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("testDatabase", shared().properties()));
        }
    }

    private static TestDatabase copy(String name) {
        execute(Server.port(), "postgres", "create database " + name + " template ziyuan_template");
        execute(Server.port(), name, resource("db/roles.sql"));
        return new TestDatabase(name);
    }

    /** Makes a database on the PostgreSQL at that port, with the roles and migrations of production. */
    static void migrate(int port, String name) {
        execute(port, "postgres", "create database " + name + " encoding 'UTF8'");
        execute(port, name, resource("db/roles.sql"));
        Flyway.configure()
                .dataSource("jdbc:postgresql://localhost:%d/%s".formatted(port, name), "market_owner", "test")
                .schemas("market")
                .locations("classpath:db/schema")
                .placeholders(
                        Map.of("appRole", "market_app", "engineRole", "market_engine", "auditRole", "market_audit"))
                .load()
                .migrate();
    }

    private static void execute(int port, String database, String sql) {
        String url = "jdbc:postgresql://localhost:%d/%s".formatted(port, database);
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException refused) {
            throw new IllegalStateException("test database refuses: " + sql, refused);
        }
    }

    private static String resource(String path) {
        try {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    /** Started on first use; nested so that merely loading the outer class costs nothing. */
    private static final class Server {
        private static final io.zonky.test.db.postgres.embedded.EmbeddedPostgres POSTGRES = start();
        private static final TestDatabase SHARED = first();

        private static int port() {
            return POSTGRES.getPort();
        }

        private static io.zonky.test.db.postgres.embedded.EmbeddedPostgres start() {
            try {
                // Tests do not wait for the disk, benchmarks do: what they measure is a promise kept.
                String durable = Boolean.getBoolean("ziyuan.bench") ? "on" : "off";
                return io.zonky.test.db.postgres.embedded.EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("shared_buffers", "on".equals(durable) ? "256MB" : "64MB")
                        .setServerConfig("fsync", durable)
                        .setServerConfig("synchronous_commit", durable)
                        .setServerConfig("min_wal_size", "on".equals(durable) ? "1GB" : "80MB")
                        .setServerConfig("max_wal_size", "on".equals(durable) ? "4GB" : "1GB")
                        .setServerConfig(
                                "shared_preload_libraries",
                                Boolean.getBoolean("ziyuan.bench.statements") ? "pg_stat_statements" : "")
                        .start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        private static TestDatabase first() {
            migrate(port(), "ziyuan_template");
            return copy("ziyuan");
        }
    }
}
