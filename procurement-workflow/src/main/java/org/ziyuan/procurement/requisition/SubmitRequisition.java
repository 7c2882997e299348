package org.ziyuan.procurement.requisition;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.funding.PurposeRules;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
import reactor.core.publisher.Mono;

/** Hands a requisition in: one transaction sets the money aside, moves the state and writes the news. */
@Component
public class SubmitRequisition {

    /** Refuses a draft that would come to nothing once it is handed in; nothing of it stays set aside then. */
    public interface Check {

        /** @throws Refusal why it would come to nothing */
        Mono<Void> allow(UUID requisition, Actor actor);
    }

    private final DatabaseClient database;
    private final RequisitionMoves moves;
    private final Wishes wishes;
    private final BudgetLines budgetLines;
    private final PurposeRules purposes;
    private final BudgetBook budget;
    private final Outbox outbox;
    private final Requisitions requisitions;
    private final WriteDraft drafts;
    private final Check check;
    private final MoneyTransactions transactions;

    SubmitRequisition(
            DatabaseClient database,
            RequisitionMoves moves,
            Wishes wishes,
            BudgetLines budgetLines,
            PurposeRules purposes,
            BudgetBook budget,
            Outbox outbox,
            Requisitions requisitions,
            WriteDraft drafts,
            Check check,
            MoneyTransactions transactions) {
        this.check = check;
        this.drafts = drafts;
        this.database = database;
        this.moves = moves;
        this.wishes = wishes;
        this.budgetLines = budgetLines;
        this.purposes = purposes;
        this.budget = budget;
        this.outbox = outbox;
        this.requisitions = requisitions;
        this.transactions = transactions;
    }

    /**
     * Hands it in, at the prices that were shown. Handed in already, the answer is the same and nothing is done.
     *
     * @throws Refusal {@code requisition-has-no-lines}, {@code budget-line-not-chosen}, {@code listing-not-for-sale},
     *     {@code vendor-not-active}, {@code price-changed} with the new price, {@code budget-insufficient} with what is
     *     available, {@code purpose-not-allowed} with the rule, {@code requisition-state-forbids},
     *     {@code dearer-offer-needs-a-reason}, {@code more-units-than-people}, {@code more-people-than-pupils},
     *     {@code purpose-missing}
     */
    public Mono<Requisition> submit(UUID id, Actor actor) {
        return submit(id, actor, Mono.empty());
    }

    /**
     * The same where nothing is in the way of an order: what the process would refuse is refused here already.
     *
     * @throws Refusal those of {@link #submit(UUID, Actor)}, {@code method-not-direct}, {@code nobody-approves}
     */
    public Mono<Requisition> submitWhatGoesOn(UUID id, Actor actor) {
        return submit(id, actor, check.allow(id, actor));
    }

    private Mono<Requisition> submit(UUID id, Actor actor, Mono<Void> allowed) {
        return transactions
                .execute(Mono.defer(() -> {
                    actor.require(Role.PURCHASER, Role.TEACHER);
                    return moves.lock(id)
                            .map(found -> found.ownedBy(actor))
                            .flatMap(found -> isUnderWay(found) ? Mono.empty() : handIn(found, allowed, actor));
                }))
                .then(requisitions.find(id, actor));
    }

    /**
     * Writes what was typed and hands it in, in one transaction. What costs something else by that or is paid from
     * another line is kept as a draft: nobody has read yet what would be handed in.
     *
     * @throws Refusal those of {@link #submitWhatGoesOn} and of {@link WriteDraft#write}
     */
    public Mono<Requisition> submit(UUID id, WriteDraft.Written typed, Actor actor) {
        return transactions
                .execute(drafts.write(id, typed, actor)
                        .flatMap(changed -> changed
                                ? Mono.<Void>empty()
                                : submitWhatGoesOn(id, actor).then()))
                .then(Mono.defer(() -> requisitions.find(id, actor)));
    }

    private static boolean isUnderWay(Locked found) {
        return found.state().holdsReservation();
    }

    private Mono<Void> handIn(Locked draft, Mono<Void> allowed, Actor actor) {
        UUID lineId = draft.budgetLineId();
        return wishes.costOf(draft).flatMap(cost -> {
            if (lineId == null) {
                return Mono.error(Refusal.conflict("budget-line-not-chosen"));
            }
            if (draft.purpose().isEmpty()) {
                return Mono.error(Refusal.invalid("purpose-missing").with("field", "purpose"));
            }
            return budgetLines.find(lineId, actor).flatMap(line -> handIn(draft, line, cost, allowed, actor));
        });
    }

    private Mono<Void> handIn(Locked draft, BudgetLine line, Wishes.Cost cost, Mono<Void> allowed, Actor actor) {
        return mayBeHandedIn(draft)
                .then(freeze(draft, line, cost))
                .then(budget.reserve(draft.id(), line.id(), cost.total(), actor))
                .then(purposes.check(draft.id(), line, cost.total(), cost.byTag()))
                .then(allowed)
                .then(moves.move(draft, Event.SUBMIT, "", actor))
                .then(tell(draft, line, cost.total()));
    }

    /**
     * Asked before any money is touched. The move itself comes after the money: it locks the school's audit chain, and
     * whoever gives money back at the same moment locks the accounts first and that chain last.
     */
    private static Mono<Void> mayBeHandedIn(Locked draft) {
        return RequisitionState.LIFE_CYCLE.next(draft.state(), Event.SUBMIT).then();
    }

    /** Keeps what would have been cheaper with the lines, for those who decide. */
    private Mono<Void> freeze(Locked draft, BudgetLine line, Wishes.Cost cost) {
        List<Wishes.Dearer> dearer = cost.dearer();
        return database.sql("""
                        with dearer as (
                          update requisition_line l
                             set cheaper_offer = d.offer, cheaper_total_in_fen = d.total
                            from unnest(:lines, :offers, :totals) as d (line, offer, total) where l.id = d.line)
                        update requisition
                           set total_in_fen = :total, fiscal_year = :year, project = :project, submitted_at = now()
                         where id = :id
                        """)
                .bind("lines", dearer.stream().map(Wishes.Dearer::line).toArray(UUID[]::new))
                .bind("offers", dearer.stream().map(Wishes.Dearer::cheaperOffer).toArray(String[]::new))
                .bind(
                        "totals",
                        dearer.stream().map(one -> one.cheaperTotal().fen()).toArray(Long[]::new))
                .bind("total", cost.total().fen())
                .bind("year", line.fiscalYear())
                .bind("project", line.project())
                .bind("id", draft.id())
                .then();
    }

    private Mono<Void> tell(Locked draft, BudgetLine line, Money total) {
        return outbox.publish(
                Ids.derived("RequisitionSubmitted", draft.id()),
                "RequisitionSubmitted",
                "requisition",
                draft.id(),
                Map.of(
                        "requisitionId", draft.id(),
                        "organizationId", draft.organizationId(),
                        "budgetLineId", line.id(),
                        "totalInFen", total.fen()));
    }
}
