package org.ziyuan.procurement.approval;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.TaskState;
import reactor.core.publisher.Mono;

/** The tasks of approvals: found, decided, and what was decided before. */
@Component
class DecidedTasks {

    private final DatabaseClient database;

    DecidedTasks(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> keep(DecidedTask task, Locked found, Decision decision, String comment, Actor actor) {
        return database.sql("""
                        with kept as (
                          insert into approval (task_id, requisition_id, requester_id, person_id, role, decision, comment)
                          values (:task, :requisition, :requester, :person, :role, :decision, :comment)
                          returning task_id)
                        update approval_task t set state = :state, closed_at = now() from kept where t.id = kept.task_id
                        """)
                .bind("task", task.id())
                .bind("requisition", found.id())
                .bind("requester", found.requesterId())
                .bind("person", actor.person())
                .bind("role", task.role().name())
                .bind("decision", decision.name())
                .bind("comment", comment)
                .bind("state", TaskState.LIFE_CYCLE.to(TaskState.Event.DECIDE).name())
                .then();
    }

    /** A task that is decided: by this person and the same way, that is the answer; else it came too late. */
    Mono<RequisitionState> again(DecidedTask task, Decision decision, Actor actor) {
        actor.require(task.role());
        return database.sql("""
                        select r.state from approval a join requisition r on r.id = a.requisition_id
                         where a.task_id = :task and a.person_id = :person and a.decision = :decision
                        """)
                .bind("task", task.id())
                .bind("person", actor.person())
                .bind("decision", decision.name())
                .mapValue(String.class)
                .one()
                .map(RequisitionState::valueOf)
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("task-decided")));
    }

    /** A task of the actor's own organization, in one of his roles: other tasks do not exist for him. */
    Mono<DecidedTask> find(UUID id, Actor actor) {
        return database.sql("""
                        select t.id, t.requisition_id, t.role, t.state,
                               exists (select from approval a
                                        where a.requisition_id = t.requisition_id and a.person_id = :person) as decided_before
                          from approval_task t where t.id = :id and t.organization_id = :organization
                        """)
                .bind("id", id)
                .bind("person", Parameter.fromOrEmpty(actor.personId(), UUID.class))
                .bind("organization", actor.organizationId())
                .map(Rows.as(DecidedTask.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("task", id)));
    }
}
