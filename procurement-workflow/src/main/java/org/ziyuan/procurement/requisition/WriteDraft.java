package org.ziyuan.procurement.requisition;

import static org.ziyuan.marketplace.identity.Role.PURCHASER;
import static org.ziyuan.marketplace.identity.Role.TEACHER;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import reactor.core.publisher.Mono;

/**
 * Writes a requisition while it is a draft. Only the person who asks may change it; afterwards nobody may. Refused with
 * {@code requisition-not-found}, {@code requisition-of-another-person} and {@code requisition-not-a-draft}.
 */
@Component
public class WriteDraft {

    private final DatabaseClient database;
    private final RequisitionMoves moves;
    private final DraftLines lines;
    private final BudgetLines budgetLines;
    private final MoneyTransactions transactions;

    WriteDraft(
            DatabaseClient database,
            RequisitionMoves moves,
            DraftLines lines,
            BudgetLines budgetLines,
            MoneyTransactions transactions) {
        this.database = database;
        this.moves = moves;
        this.lines = lines;
        this.budgetLines = budgetLines;
        this.transactions = transactions;
    }

    /**
     * All that a form about the draft holds, written together or not at all; what it does not hold stays.
     *
     * @param purpose what it is for, in the words the approvers read
     * @param quantities by line; a line that keeps its quantity keeps its price
     * @param reasons by line: why this offer or this many
     * @param budgetLineId the purse that pays
     * @param removed a line that is taken off
     * @param exchanged a line that gives way to the offer that would do as well for less
     */
    public record Written(
            @Nullable String purpose,
            Map<UUID, Integer> quantities,
            Map<UUID, String> reasons,
            @Nullable UUID budgetLineId,
            @Nullable UUID removed,
            @Nullable UUID exchanged) {}

    /**
     * Writes the draft as a whole.
     *
     * @return whether it costs something else now or is paid from another line
     * @throws Refusal {@code purpose-too-long}, and those of {@link #addLine} and {@link #payFrom}; one about a quantity
     *     names the field {@code quantity-<line>}
     */
    public Mono<Boolean> write(UUID id, Written written, Actor actor) {
        return locked(
                id,
                actor,
                draft -> purpose(draft, written.purpose())
                        .then(Mono.defer(() -> takeOff(draft, written.removed())))
                        .then(Mono.defer(() -> lines.explain(draft, written.reasons())))
                        .then(Mono.defer(() -> lines.count(draft, written.quantities())))
                        .delayUntil(counted -> exchange(draft, written.exchanged()))
                        .flatMap(counted -> payFromAnother(draft, written.budgetLineId(), actor)
                                .map(paid ->
                                        paid || counted || written.removed() != null || written.exchanged() != null)));
    }

    /**
     * Puts an offer on the requisition at its present price, or changes how much of it is wanted.
     *
     * @throws Refusal {@code listing-not-for-sale}, {@code quantity-out-of-range}, {@code one-vendor-per-requisition},
     *     {@code requisition-has-too-many-lines}, {@code text-length}
     */
    public Mono<UUID> addLine(UUID id, UUID offerId, Wanted wanted, Actor actor) {
        return locked(id, actor, draft -> lines.put(draft, offerId, wanted));
    }

    /** Takes a line off; a line that is not there is already off. */
    public Mono<Void> removeLine(UUID id, UUID lineId, Actor actor) {
        return locked(id, actor, draft -> lines.remove(draft, lineId));
    }

    /** Says which purse pays. @throws Refusal {@code budget-line-not-found}, also for another organization's */
    public Mono<Void> payFrom(UUID id, UUID budgetLineId, Actor actor) {
        return locked(id, actor, draft -> pay(draft, budgetLineId, actor));
    }

    /** One transaction over the locked row of a draft that this person may write. */
    private <T> Mono<T> locked(UUID id, Actor actor, Function<Locked, Mono<T>> act) {
        return transactions.execute(Mono.defer(() -> {
            actor.require(PURCHASER, TEACHER);
            return moves.lock(id).map(found -> found.writableBy(actor)).flatMap(act);
        }));
    }

    private Mono<Void> purpose(Locked draft, @Nullable String purpose) {
        return purpose == null
                ? Mono.empty()
                : Mono.fromCallable(() -> BeginRequisition.PURPOSE.read(purpose))
                        .flatMap(words -> database.sql("""
                                update requisition
                                   set purpose = :purpose, row_version = row_version + 1, updated_at = now()
                                 where id = :id and purpose <> :purpose
                                """)
                                .bind("purpose", words)
                                .bind("id", draft.id())
                                .then());
    }

    private Mono<Void> takeOff(Locked draft, @Nullable UUID line) {
        return line == null ? Mono.empty() : lines.remove(draft, line);
    }

    private Mono<Void> exchange(Locked draft, @Nullable UUID line) {
        return line == null ? Mono.empty() : lines.exchange(draft, line);
    }

    private Mono<Boolean> payFromAnother(Locked draft, @Nullable UUID line, Actor actor) {
        return line == null || line.equals(draft.budgetLineId())
                ? Mono.just(false)
                : pay(draft, line, actor).thenReturn(true);
    }

    private Mono<Void> pay(Locked draft, UUID budgetLineId, Actor actor) {
        return budgetLines
                .own(budgetLineId, actor)
                .flatMap(line -> database.sql("""
                                update requisition
                                   set budget_line_id = :line, row_version = row_version + 1, updated_at = now()
                                 where id = :id
                                """)
                        .bind("line", line.id())
                        .bind("id", draft.id())
                        .then());
    }
}
