package org.ziyuan.procurement.engine;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.ziyuan.marketplace.transaction.NodeRoles;

/** This process runs the engine: {@code workflow} is among its {@code ziyuan.roles}. */
class WorkflowRole implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return new NodeRoles(context.getEnvironment()).workflow();
    }
}
