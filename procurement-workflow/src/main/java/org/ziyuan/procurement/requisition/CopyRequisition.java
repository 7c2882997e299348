package org.ziyuan.procurement.requisition;

import static org.ziyuan.marketplace.identity.Role.PURCHASER;
import static org.ziyuan.marketplace.identity.Role.TEACHER;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Begins a requisition from one that has ended, at the prices of today. What it was for and what it asked for are taken
 * over, so that what was refused is corrected instead of written again.
 */
@Component
public class CopyRequisition {

    private final DatabaseClient database;
    private final RequisitionMoves moves;
    private final Requisitions requisitions;
    private final BeginRequisition beginning;
    private final DraftLines lines;
    private final MoneyTransactions transactions;

    CopyRequisition(
            DatabaseClient database,
            RequisitionMoves moves,
            Requisitions requisitions,
            BeginRequisition beginning,
            DraftLines lines,
            MoneyTransactions transactions) {
        this.database = database;
        this.moves = moves;
        this.requisitions = requisitions;
        this.beginning = beginning;
        this.lines = lines;
        this.transactions = transactions;
    }

    /**
     * The draft that came of it.
     *
     * @param origin the number of the one that ended, and why it did where somebody said so
     * @param leftOut the titles that are not for sale any more, or not in that quantity
     */
    public record Copied(UUID id, String origin, List<String> leftOut) {}

    /**
     * Copies it for the actor, also when a colleague had asked. As long as the copy is a draft, copying again leads to
     * it.
     *
     * @throws Refusal {@code requisition-not-found}, also for another school's, and {@code requisition-still-open}
     */
    public Mono<Copied> copy(UUID id, Actor actor) {
        return transactions.execute(Mono.defer(() -> {
            actor.require(PURCHASER, TEACHER);
            return moves.lock(id)
                    .map(found -> ended(found, actor))
                    .then(requisitions.find(id, actor))
                    .flatMap(old -> draftOf(old, actor)
                            .map(draft -> new Copied(draft, origin(old), List.of()))
                            .switchIfEmpty(Mono.defer(() -> begin(old, Ids.next(), actor))));
        }));
    }

    private static Locked ended(Locked found, Actor actor) {
        if (!found.organizationId().equals(actor.organizationId())) {
            throw Refusal.notFound("requisition", found.id());
        }
        if (!found.state().isClosed()) {
            throw Refusal.conflict("requisition-still-open").with("number", found.number());
        }
        return found;
    }

    private Mono<UUID> draftOf(Requisition ended, Actor actor) {
        return database.sql("""
                        select id from requisition
                         where copied_from = :ended and requester_id = :person and state = 'DRAFT' limit 1
                        """)
                .bind("ended", ended.id())
                .bind("person", actor.person())
                .mapValue(UUID.class)
                .one();
    }

    private Mono<Copied> begin(Requisition old, UUID id, Actor actor) {
        return beginning
                .begin(id, old.purpose(), actor)
                .then(takeOver(old, id))
                .then(moves.note(Ids.derived(id, "copied"), id, "copied", origin(old), actor))
                .then(moves.lock(id))
                .flatMapMany(draft -> Flux.fromIterable(old.lines()).concatMap(line -> add(draft, line)))
                .collectList()
                .map(leftOut -> new Copied(id, origin(old), leftOut));
    }

    /** The purse of this year pays again; one of a year that is over does not. */
    private Mono<Void> takeOver(Requisition ended, UUID id) {
        return database.sql("""
                        update requisition r
                           set copied_from = :ended,
                               budget_line_id = (select b.id from budget_line b join requisition old on old.id = :ended
                                                  where b.id = old.budget_line_id and b.fiscal_year =
                                                        beijing_year())
                         where r.id = :id
                        """).bind("ended", ended.id()).bind("id", id).then();
    }

    /** The title of what could not be taken over; empty when it was. The refusal leaves nothing written behind. */
    private Mono<String> add(Locked draft, RequisitionLine line) {
        return lines.put(draft, line.offerId(), line.wanted())
                .then(Mono.<String>empty())
                .onErrorResume(Refusal.class, gone -> Mono.just(line.title()));
    }

    private static String origin(Requisition old) {
        String reason = old.outcomeReason();
        return reason == null || reason.isBlank() ? old.number() : old.number() + "：" + reason;
    }
}
