package org.ziyuan.procurement.engine;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;

/** The engine: built after the migrations, with the models that come with this version of the product. */
@Configuration(proxyBeanMethods = false)
@Conditional(WorkflowRole.class)
class EngineConfiguration {

    /**
     * Two nodes that start at once on an empty database would both make the tables: one waits for the other. It asks again
     * and again, because a wait inside the database ends with the limits of everyday statements.
     */
    private static final long START_LOCK = 0x7a69_7975_616eL;

    private static final Duration LONGEST_TURN = Duration.ofMinutes(10);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(EngineConfiguration.class);

    static final List<String> MODELS = List.of("school-direct-purchase.bpmn", "acceptance-and-payment.bpmn");

    @Bean
    WakeUp stepWakeUp() {
        return new WakeUp();
    }

    @Bean
    EngineLog engineLog(@Qualifier("engine") JdbcTemplate jdbc, WakeUp stepWakeUp) {
        return new EngineLog(jdbc, stepWakeUp);
    }

    @Bean(destroyMethod = "close")
    @DependsOnDatabaseInitialization
    ProcessEngine processEngine(
            @Qualifier("engine") HikariDataSource dataSource,
            @Qualifier("engine") PlatformTransactionManager transactions,
            @Qualifier("engine") JdbcTemplate jdbc,
            EngineLog log) {
        return EngineStart.patiently(() -> alone(jdbc, () -> {
            ProcessEngineConfigurationImpl engine = HardenedEngine.on(dataSource, transactions);
            engine.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(log.recorder())));
            ProcessEngine built = engine.buildProcessEngine();
            deploy(built);
            return built;
        }));
    }

    private static ProcessEngine alone(JdbcTemplate jdbc, Supplier<ProcessEngine> start) {
        ProcessEngine engine = jdbc.execute((ConnectionCallback<ProcessEngine>) connection -> {
            try (var statement = connection.createStatement()) {
                awaitTurn(statement);
                try {
                    return start.get();
                } finally {
                    statement.execute("select pg_advisory_unlock(" + START_LOCK + ")");
                }
            }
        });
        return Objects.requireNonNull(engine);
    }

    private static void awaitTurn(Statement statement) throws SQLException {
        long patience = System.nanoTime() + LONGEST_TURN.toNanos();
        boolean ours = false;
        while (!ours) {
            try (ResultSet row = statement.executeQuery("select pg_try_advisory_lock(" + START_LOCK + ")")) {
                ours = row.next() && row.getBoolean(1);
            }
            if (!ours && System.nanoTime() > patience) {
                throw new IllegalStateException("another node has been setting the engine up for " + LONGEST_TURN);
            }
            if (!ours) {
                LOG.info("another node sets the engine up; waiting for it");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** Both models go in one deployment: a process calls the acceptance it was deployed with, whatever comes later. */
    private static void deploy(ProcessEngine engine) {
        DeploymentBuilder deployment = engine.getRepositoryService()
                .createDeployment()
                .name("ziyuan-procurement")
                .enableDuplicateFiltering(false);
        for (String model : MODELS) {
            try (InputStream content = new ClassPathResource("bpmn/" + model).getInputStream()) {
                deployment.addInputStream(model, content);
            } catch (IOException missing) {
                throw new UncheckedIOException(missing);
            }
        }
        var unused = deployment.deploy();
    }
}
