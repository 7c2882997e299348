package org.ziyuan.procurement.requisition;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
import reactor.core.publisher.Mono;

/** The person who asked takes it back, as long as it is not approved; what was set aside is available again. */
@Component
public class WithdrawRequisition {

    private final RequisitionMoves moves;
    private final OpenTasks tasks;
    private final Outbox outbox;
    private final Requisitions requisitions;
    private final MoneyTransactions transactions;

    WithdrawRequisition(
            RequisitionMoves moves,
            OpenTasks tasks,
            Outbox outbox,
            Requisitions requisitions,
            MoneyTransactions transactions) {
        this.moves = moves;
        this.tasks = tasks;
        this.outbox = outbox;
        this.requisitions = requisitions;
        this.transactions = transactions;
    }

    /**
     * Takes it back. Taken back already, the answer is the same.
     *
     * @throws Refusal {@code requisition-state-forbids} once both approvers have agreed or it is over
     */
    public Mono<Requisition> withdraw(UUID id, Actor actor) {
        return transactions
                .execute(moves.lock(id)
                        .map(found -> found.ownedBy(actor))
                        .filter(found -> found.state() != RequisitionState.WITHDRAWN)
                        .flatMap(found -> takeBack(found, actor)))
                .then(requisitions.find(id, actor));
    }

    private Mono<Void> takeBack(Locked found, Actor actor) {
        return tasks.close(found.id())
                .then(found.state() == RequisitionState.DRAFT ? Mono.empty() : tell(found))
                .then(moves.move(found, Event.WITHDRAW, "", actor))
                .then();
    }

    private Mono<Void> tell(Locked found) {
        return outbox.publish(
                Ids.derived("RequisitionWithdrawn", found.id()),
                "RequisitionWithdrawn",
                "requisition",
                found.id(),
                Map.of("requisitionId", found.id()));
    }
}
