package org.ziyuan.procurement.approval;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.requisition.RequisitionMoves;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
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

    private final RequisitionMoves moves;
    private final Outbox outbox;
    private final MoneyTransactions transactions;
    private final DecidedTasks tasks;

    Decide(RequisitionMoves moves, Outbox outbox, MoneyTransactions transactions, DecidedTasks tasks) {
        this.moves = moves;
        this.outbox = outbox;
        this.transactions = transactions;
        this.tasks = tasks;
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
                .flatMap(found -> tasks.find(taskId, actor)
                        .flatMap(task -> task.isOpen()
                                ? decide(task, found, decision, COMMENT.read(comment), actor)
                                : tasks.again(task, decision, actor))));
    }

    /** The requisition that a task is about, which stays as it was handed in. @throws Refusal {@code task-not-found} */
    public Mono<UUID> requisitionOf(UUID taskId, Actor actor) {
        return tasks.find(taskId, actor).map(DecidedTask::requisitionId);
    }

    private Mono<RequisitionState> decide(
            DecidedTask task, Locked found, Decision decision, String comment, Actor actor) {
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
        return tasks.keep(task, found, decision, comment, actor)
                .then(tell(task, found, decision))
                .then(
                        decision == Decision.APPROVE
                                ? agree(task, found, comment, actor)
                                : reject(found, comment, actor));
    }

    private Mono<RequisitionState> agree(DecidedTask task, Locked found, String comment, Actor actor) {
        Event event = task.role() == Role.PRINCIPAL ? Event.PRINCIPAL_AGREES : Event.ACCOUNTANT_AGREES;
        return moves.move(found, event, comment, actor);
    }

    private Mono<RequisitionState> reject(Locked found, String comment, Actor actor) {
        return moves.move(found, Event.REJECT, "rejected", comment, actor);
    }

    private Mono<Void> tell(DecidedTask task, Locked found, Decision decision) {
        return outbox.publish(
                Ids.derived("ApprovalDecided", task.id()),
                "ApprovalDecided",
                "requisition",
                found.id(),
                Map.of("taskId", task.id(), "role", task.role(), "decision", decision));
    }
}
