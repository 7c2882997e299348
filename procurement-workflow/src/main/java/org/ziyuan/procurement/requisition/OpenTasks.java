package org.ziyuan.procurement.requisition;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes the tasks of a requisition out of the inboxes, before the engine gets to it. */
@Component
class OpenTasks {

    private final DatabaseClient database;

    OpenTasks(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> close(UUID requisitionId) {
        return database.sql("""
                        update approval_task set state = :state, closed_at = now()
                         where requisition_id = :id and state = 'OPEN'
                        """)
                .bind("state", TaskState.LIFE_CYCLE.to(TaskState.Event.CLOSE).name())
                .bind("id", requisitionId)
                .then();
    }
}
