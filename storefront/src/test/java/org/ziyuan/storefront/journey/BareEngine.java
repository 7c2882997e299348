package org.ziyuan.storefront.journey;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.ziyuan.marketplace.test.TestDatabase;

/** The floor of a purchase: our own models on an engine of its own, whose workers do nothing at all. */
final class BareEngine implements AutoCloseable {

    private static final String LATE = "2099-01-01T00:00:00Z";

    private final HikariDataSource connections = new HikariDataSource();
    private final ProcessEngine engine;

    BareEngine(TestDatabase database) {
        connections.setJdbcUrl(database.jdbcUrl());
        connections.setUsername("postgres");
        connections.setMaximumPoolSize(12);
        ProcessEngineConfiguration bare = new StandaloneProcessEngineConfiguration()
                .setDataSource(connections)
                .setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE)
                .setHistory(ProcessEngineConfiguration.HISTORY_ACTIVITY)
                .setMetricsEnabled(false)
                .setJobExecutorActivate(false);
        this.engine = bare.buildProcessEngine();
        var unused = engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("bpmn/school-direct-purchase.bpmn")
                .addClasspathResource("bpmn/acceptance-and-payment.bpmn")
                .deploy();
    }

    /** Whole purchases a second. */
    double rate(int threads, Duration time) throws InterruptedException {
        AtomicInteger finished = new AtomicInteger();
        long begun = System.nanoTime();
        long until = begun + time.toNanos();
        ExecutorService crowd = Executors.newFixedThreadPool(threads);
        for (int thread = 0; thread < threads; thread++) {
            crowd.execute(() -> {
                while (System.nanoTime() < until) {
                    purchase();
                    int unused = finished.incrementAndGet();
                }
            });
        }
        crowd.shutdown();
        boolean ended = crowd.awaitTermination(time.toSeconds() + 60, TimeUnit.SECONDS);
        if (!ended || finished.get() == 0) {
            throw new AssertionError("the bare engine does not come to an end");
        }
        return finished.get() / ((System.nanoTime() - begun) / 1e9);
    }

    private void purchase() {
        String key = UUID.randomUUID().toString();
        var unused = engine.getRuntimeService()
                .startProcessInstanceByKey("school-direct-purchase", key, Map.of("requisitionId", key));
        step("select-method", key, Map.of("route", "direct"));
        decide(key, "accountantDecision");
        decide(key, "principalDecision");
        step("issue-order", key, Map.of("orderOutcome", "issued"));
        tell("vendor-answered", key, Map.of("vendorAnswer", "confirmed"));
        tell("delivery-accepted", key, Map.of("paymentIsLateAt", LATE));
        tell("invoice-matched", key, Map.of());
        tell("payment-settled", key, Map.of());
        step("complete-requisition", key, Map.of());
    }

    private void step(String topic, String key, Map<String, Object> words) {
        var tasks = engine.getExternalTaskService();
        tasks.fetchAndLock(1, "nobody")
                .topic(topic, 60_000)
                .businessKey(key)
                .execute()
                .forEach(task -> tasks.complete(task.getId(), "nobody", words));
    }

    private void decide(String key, String variable) {
        var task = engine.getTaskService()
                .createTaskQuery()
                .processInstanceBusinessKey(key)
                .singleResult();
        engine.getTaskService().complete(task.getId(), Map.of(variable, "approved"));
    }

    private void tell(String message, String key, Map<String, Object> words) {
        var waiting = engine.getRuntimeService()
                .createExecutionQuery()
                .messageEventSubscriptionName(message)
                .processInstanceBusinessKey(key)
                .singleResult();
        engine.getRuntimeService().messageEventReceived(message, waiting.getId(), words);
    }

    @Override
    public void close() {
        engine.close();
        connections.close();
    }
}
