package org.ziyuan.procurement.engine;

import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Carries out what concerns the engine's tables: everything until it is built, nothing when it ends. They stay, and a
 * node that stops does not wait for a database that is gone.
 */
final class OwnTables implements CommandExecutor {

    private final ProcessEngineConfigurationImpl engine;

    OwnTables(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    @Override
    public <T extends @Nullable Object> T execute(Command<T> command) {
        return engine.getProcessEngine() == null
                ? engine.getCommandExecutorTxRequired().execute(command)
                : nothing();
    }

    /** The command that ends an engine has no result. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T extends @Nullable Object> T nothing() {
        return null;
    }
}
