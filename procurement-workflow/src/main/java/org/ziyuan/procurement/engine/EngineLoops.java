package org.ziyuan.procurement.engine;

import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * Starts and stops whatever runs the engine by itself: a crew of threads, and the engine's own timers. A node that stops
 * finishes what it holds; a node that dies leaves it to the others. What was stopped may be started anew.
 */
@Component
@Conditional(WorkflowRole.class)
class EngineLoops implements SmartLifecycle {

    private final DataSource dataSource;
    private final EngineRelay relay;
    private final StepWorker worker;
    private final WakeUp stepWakeUp;
    private final EngineSettings settings;
    private final JobExecutor timers;
    private @Nullable EngineCrew crew;

    EngineLoops(
            @Qualifier("engine") DataSource dataSource,
            ProcessEngine engine,
            EngineRelay relay,
            StepWorker worker,
            WakeUp stepWakeUp,
            EngineSettings settings) {
        this.dataSource = dataSource;
        this.relay = relay;
        this.worker = worker;
        this.stepWakeUp = stepWakeUp;
        this.settings = settings;
        this.timers = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
    }

    @Override
    public boolean isAutoStartup() {
        return settings.background();
    }

    @Override
    public synchronized void start() {
        crew = new EngineCrew(dataSource, relay, worker, stepWakeUp, settings);
        crew.start();
        timers.start();
    }

    @Override
    public synchronized void stop() {
        timers.shutdown();
        if (crew != null) {
            crew.stop();
            crew = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return crew != null;
    }
}
