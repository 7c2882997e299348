package org.ziyuan.procurement.approval;

import java.util.UUID;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.procurement.requisition.TaskState;

/** A task of an approval, as it is found when somebody decides it. */
record DecidedTask(UUID id, UUID requisitionId, Role role, TaskState state, boolean decidedBefore) {

    boolean isOpen() {
        return state == TaskState.OPEN;
    }
}
