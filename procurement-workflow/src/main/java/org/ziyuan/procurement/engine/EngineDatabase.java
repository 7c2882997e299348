package org.ziyuan.procurement.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The engine's own way into the database. None of these beans is a candidate for anybody who does not ask by name, so
 * neither Flyway nor the core's transactions ever meet them.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(WorkflowRole.class)
class EngineDatabase {

    static final String SCHEMA = "bpm";

    /** How long work waits for a connection, once the engine is there. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration START_PATIENCE = Duration.ofMinutes(10);

    /** The server's limits, as the core's sessions have them: what a frozen or vanished node held is free again soon. */
    private static final Map<String, String> SESSION = Map.of(
            "lock_timeout", "5s",
            "statement_timeout", "8s",
            "idle_in_transaction_session_timeout", "10s",
            "tcp_user_timeout", "10s",
            "tcp_keepalives_idle", "10",
            "tcp_keepalives_interval", "5",
            "tcp_keepalives_count", "3");

    @Bean(defaultCandidate = false)
    @Qualifier("engine")
    HikariDataSource engineDataSource(EngineSettings settings, Environment environment) {
        EngineSettings.Access access = settings.datasource().orElse(environment);
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("engine");
        pool.setJdbcUrl(access.url());
        pool.setUsername(access.username());
        pool.setPassword(access.password());
        pool.setSchema(SCHEMA);
        pool.setMaximumPoolSize(settings.pool());
        pool.setMinimumIdle(2);
        // It cannot be changed afterwards. A start waits for its first connection here, for the others in EngineStart.
        pool.setConnectionTimeout(PATIENCE.toMillis());
        pool.setInitializationFailTimeout(START_PATIENCE.toMillis());
        // A connection that lay idle is asked before it is used, and not for long.
        pool.setValidationTimeout(2_000);
        pool.addDataSourceProperty("ApplicationName", "ziyuan-engine");
        pool.addDataSourceProperty("tcpKeepAlive", "true");
        pool.addDataSourceProperty("loginTimeout", "30");
        pool.addDataSourceProperty("connectTimeout", "5");
        pool.addDataSourceProperty(
                "socketTimeout", Long.toString(Math.max(1, settings.silence().toSeconds())));
        pool.addDataSourceProperty(
                "options",
                SESSION.entrySet().stream()
                        .map(limit -> "-c " + limit.getKey() + "=" + limit.getValue())
                        .collect(Collectors.joining(" ")));
        return new HikariDataSource(pool);
    }

    @Bean(defaultCandidate = false)
    @Qualifier("engine")
    PlatformTransactionManager engineTransactionManager(@Qualifier("engine") DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean(defaultCandidate = false)
    @Qualifier("engine")
    TransactionTemplate engineTransactions(@Qualifier("engine") PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean(defaultCandidate = false)
    @Qualifier("engine")
    JdbcTemplate engineJdbc(@Qualifier("engine") DataSource dataSource) {
        return new JdbcTemplate(dataSource);
    }
}
