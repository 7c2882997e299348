package org.ziyuan.procurement.engine;

import java.util.Arrays;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** This process runs the engine: {@code workflow} is among its {@code ziyuan.roles}. */
class WorkflowRole implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String roles = context.getEnvironment().getProperty("ziyuan.roles", "workflow");
        return Arrays.stream(roles.split(",")).map(String::trim).anyMatch("workflow"::equals);
    }
}
