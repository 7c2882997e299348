package org.ziyuan.procurement.requisition;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.EndsWithTheYear;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
import reactor.core.publisher.Mono;

/**
 * Ends a requisition that is still open when its year is closed. Its money is of that year, and the school may ask anew
 * in the next one. Its tasks leave the inboxes at once; its process is told and ends by itself.
 */
@Component
class RequisitionsEndWithTheYear implements EndsWithTheYear {

    private static final String OUTCOME = "fiscal-year-closed";

    private final RequisitionMoves moves;
    private final OpenTasks tasks;
    private final Outbox outbox;

    RequisitionsEndWithTheYear(RequisitionMoves moves, OpenTasks tasks, Outbox outbox) {
        this.moves = moves;
        this.tasks = tasks;
        this.outbox = outbox;
    }

    @Override
    public Mono<Boolean> end(UUID documentId, int fiscalYear, Actor by, Mono<Void> release) {
        return moves.lock(documentId)
                .onErrorResume(
                        Refusal.class,
                        unknown -> unknown.kind() == Refusal.Kind.NOT_FOUND ? Mono.empty() : Mono.error(unknown))
                .flatMap(found -> release.then(Mono.defer(
                                () -> found.state().holdsReservation() ? end(found, fiscalYear) : Mono.empty()))
                        .thenReturn(true))
                .defaultIfEmpty(false);
    }

    /** An approved one waits for its order: that step finds it over and ends the process by itself. */
    private Mono<Void> end(Locked found, int fiscalYear) {
        boolean approved = found.state() == RequisitionState.APPROVED;
        String note = fiscalYear + " 年度已结账，预占已释放";
        return tasks.close(found.id())
                .then(approved ? Mono.empty() : tell(found))
                .then(moves.move(found, approved ? Event.REFUSE : Event.WITHDRAW, OUTCOME, note, found.process()))
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
