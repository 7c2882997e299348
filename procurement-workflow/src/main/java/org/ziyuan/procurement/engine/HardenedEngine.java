package org.ziyuan.procurement.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;
import org.camunda.bpm.engine.spring.SpringTransactionsProcessEngineConfiguration;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The engine as we allow it to be. It has no scripts, no expressions from outside, no Java objects in variables, no
 * beans within reach of a model, and no history: what it did is written down by {@link EngineLog}, which is evidence.
 */
final class HardenedEngine {

    private HardenedEngine() {}

    static ProcessEngineConfigurationImpl on(DataSource dataSource, PlatformTransactionManager transactions) {
        SpringTransactionsProcessEngineConfiguration engine = new SpringTransactionsProcessEngineConfiguration();
        engine.setProcessEngineName("ziyuan");
        engine.setDataSource(dataSource);
        engine.setTransactionManager(transactions);
        engine.setDatabaseSchema(EngineDatabase.SCHEMA);
        engine.setDatabaseTablePrefix(EngineDatabase.SCHEMA + ".");
        engine.setDatabaseSchemaUpdate("true");
        engine.setIdGenerator(new StrongUuidGenerator());
        closeDoors(engine);
        forgetWhatIsOver(engine);
        engine.setCommandExecutorSchemaOperations(new OwnTables(engine));
        engine.setJobExecutor(jobExecutor());
        engine.setJobExecutorActivate(false);
        // Every node has every model and no step is code: a node may run the timers of an older deployment too.
        engine.setJobExecutorDeploymentAware(false);
        engine.setFailedJobRetryTimeCycle("R5/PT1M");
        return engine;
    }

    private static void closeDoors(ProcessEngineConfigurationImpl engine) {
        engine.setBeans(new HashMap<>());
        engine.setCmmnEnabled(false);
        engine.setDmnEnabled(false);
        engine.setDbIdentityUsed(false);
        engine.setAuthorizationEnabled(false);
        engine.setTenantCheckEnabled(false);
        engine.setScriptEngineResolver(new NoScripts());
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setEnableScriptEngineLoadExternalResources(false);
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExpressionsInStoredQueries(false);
        engine.setEnableXxeProcessing(false);
        engine.setDeserializationTypeValidationEnabled(true);
        engine.setDeserializationAllowedClasses("");
        engine.setDeserializationAllowedPackages("");
        engine.setJavaSerializationFormatEnabled(false);
        engine.setDefaultSerializationFormat("application/json");
        engine.setQueryMaxResultsLimit(1000);
        // Whoever asked is told, and says it in a line: a process may end while one of its steps is worked.
        engine.setEnableCmdExceptionLogging(false);
        // Nothing is measured for, or told to, anybody outside.
        engine.setMetricsEnabled(false);
        engine.setTaskMetricsEnabled(false);
        engine.setDbMetricsReporterActivate(false);
        engine.setCustomPreBPMNParseListeners(new ArrayList<>(List.of(new ModelGuard())));
    }

    private static void forgetWhatIsOver(ProcessEngineConfigurationImpl engine) {
        engine.setHistory(HistoryLevel.HISTORY_LEVEL_NONE.getName());
        engine.setHistoryCleanupEnabled(false);
        // A model says all the same for how long its traces would be kept, should anybody ever want some.
        engine.setEnforceHistoryTimeToLive(true);
        engine.setHistoryTimeToLive("P180D");
    }

    private static DefaultJobExecutor jobExecutor() {
        DefaultJobExecutor executor = new DefaultJobExecutor();
        executor.setCorePoolSize(2);
        executor.setMaxPoolSize(4);
        executor.setQueueSize(8);
        executor.setLockTimeInMillis(300_000);
        return executor;
    }

    /** There is no script engine, whatever lies on the class path. */
    static final class NoScripts implements ScriptEngineResolver {
        @Override
        public void addScriptEngineFactory(ScriptEngineFactory factory) {
            throw new UnsupportedOperationException("scripts are not run here");
        }

        @Override
        public ScriptEngineManager getScriptEngineManager() {
            throw new UnsupportedOperationException("scripts are not run here");
        }

        @Override
        public ScriptEngine getScriptEngine(String language, boolean resolveFromCache) {
            throw new UnsupportedOperationException("scripts are not run here: " + language);
        }
    }
}
