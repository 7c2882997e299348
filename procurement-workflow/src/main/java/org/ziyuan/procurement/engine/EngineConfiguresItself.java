package org.ziyuan.procurement.engine;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Keeps the starter's own configuration out: it would take the application's data source and transaction manager, and
 * our engine has its own of both.
 */
class EngineConfiguresItself implements AutoConfigurationImportFilter {

    private static final String STARTER = "org.camunda.bpm.spring.boot.starter.";

    @Override
    public boolean[] match(String[] autoConfigurations, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[autoConfigurations.length];
        for (int i = 0; i < wanted.length; i++) {
            String candidate = autoConfigurations[i];
            wanted[i] = candidate == null || !candidate.startsWith(STARTER);
        }
        return wanted;
    }
}
