package org.ziyuan.procurement.approval;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.requisition.RequisitionMoves;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
import org.ziyuan.procurement.requisition.TaskState;
import reactor.core.publisher.Mono;

/**
 * The one place where anybody decides on a requisition; there is no other way in, for administrators neither.
 *
 * <p>One transaction keeps the decision, moves the requisition, releases the money of a rejected one and tells the
 * engine, which completes its task afterwards.
 */
@Component
public class Decide {

    private static final TextField COMMENT = TextField.words("comment", 0, 500);

    private final DatabaseClient database;
    private final RequisitionMoves moves;
    private final Outbox outbox;
    private final MoneyTransactions transactions;

    Decide(DatabaseClient database, RequisitionMoves moves, Outbox outbox, MoneyTransactions transactions) {
        this.database = database;
        this.moves = moves;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /**
     * Decides a task. The same decision by the same person again is the same decision.
     *
     * @param comment the reason; needed to reject
     * @return where the requisition stands now
     * @throws Refusal {@code task-not-found}, also for another organization's; {@code role-required}; {@code
     *     own-requisition}, {@code decided-before} (不相容职务分离: nobody approves his own request, nobody twice);
     *     {@code task-decided}; {@code comment-required}
     */
    public Mono<RequisitionState> decide(UUID taskId, Decision decision, String comment, Actor actor) {
        return transactions.execute(Mono.defer(() -> moves.lockOfTask(taskId, actor.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("task", taskId)))
                .flatMap(found -> task(taskId, actor)
                        .flatMap(task -> task.isOpen()
                                ? decide(task, found, decision, COMMENT.read(comment), actor)
                                : again(task, decision, actor))));
    }

    /** The requisition that a task is about, which stays as it was handed in. @throws Refusal {@code task-not-found} */
    public Mono<UUID> requisitionOf(UUID taskId, Actor actor) {
        return task(taskId, actor).map(Task::requisitionId);
    }

    private Mono<RequisitionState> decide(Task task, Locked found, Decision decision, String comment, Actor actor) {
        actor.require(task.role());
        if (found.requesterId().equals(actor.person())) {
            return Mono.error(Refusal.forbidden("own-requisition").with("number", found.number()));
        }
        if (decision == Decision.REJECT && comment.isEmpty()) {
            return Mono.error(Refusal.invalid("comment-required").with("field", "comment"));
        }
        if (task.decidedBefore()) {
            return Mono.error(Refusal.forbidden("decided-before").with("number", found.number()));
        }
        return keep(task, found, decision, comment, actor)
                .then(tell(task, found, decision))
                .then(
                        decision == Decision.APPROVE
                                ? agree(task, found, comment, actor)
                                : reject(found, comment, actor));
    }

    private Mono<RequisitionState> agree(Task task, Locked found, String comment, Actor actor) {
        Event event = task.role() == Role.PRINCIPAL ? Event.PRINCIPAL_AGREES : Event.ACCOUNTANT_AGREES;
        return moves.move(found, event, comment, actor);
    }

    private Mono<RequisitionState> reject(Locked found, String comment, Actor actor) {
        return moves.move(found, Event.REJECT, "rejected", comment, actor);
    }

    private Mono<Void> keep(Task task, Locked found, Decision decision, String comment, Actor actor) {
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

    private Mono<Void> tell(Task task, Locked found, Decision decision) {
        return outbox.publish(
                Ids.derived("ApprovalDecided", task.id()),
                "ApprovalDecided",
                "requisition",
                found.id(),
                Map.of("taskId", task.id(), "role", task.role(), "decision", decision));
    }

    /** A task that is decided: by this person and the same way, that is the answer; else it came too late. */
    private Mono<RequisitionState> again(Task task, Decision decision, Actor actor) {
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
    private Mono<Task> task(UUID id, Actor actor) {
        return database.sql("""
                        select t.id, t.requisition_id, t.role, t.state,
                               exists (select from approval a
                                        where a.requisition_id = t.requisition_id and a.person_id = :person) as decided_before
                          from approval_task t where t.id = :id and t.organization_id = :organization
                        """)
                .bind("id", id)
                .bind("person", Parameter.fromOrEmpty(actor.personId(), UUID.class))
                .bind("organization", actor.organizationId())
                .map(Rows.as(Task.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("task", id)));
    }

    private record Task(UUID id, UUID requisitionId, Role role, TaskState state, boolean decidedBefore) {

        boolean isOpen() {
            return state == TaskState.OPEN;
        }
    }
}
