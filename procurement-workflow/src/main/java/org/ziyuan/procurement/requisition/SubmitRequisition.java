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
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import org.ziyuan.procurement.requisition.RequisitionState.Event;
import reactor.core.publisher.Mono;

/** Hands a requisition in: one transaction sets the money aside, moves the state and writes the news. */
@Component
public class SubmitRequisition {

    private final DatabaseClient database;
    private final RequisitionMoves moves;
    private final BudgetLines budgetLines;
    private final PurposeRules purposes;
    private final BudgetBook budget;
    private final Outbox outbox;
    private final Requisitions requisitions;
    private final WriteDraft drafts;
    private final MoneyTransactions transactions;

    SubmitRequisition(
            DatabaseClient database,
            RequisitionMoves moves,
            BudgetLines budgetLines,
            PurposeRules purposes,
            BudgetBook budget,
            Outbox outbox,
            Requisitions requisitions,
            WriteDraft drafts,
            MoneyTransactions transactions) {
        this.drafts = drafts;
        this.database = database;
        this.moves = moves;
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
     *     available, {@code purpose-not-allowed} with the rule, {@code requisition-state-forbids}
     */
    public Mono<Requisition> submit(UUID id, Actor actor) {
        return transactions
                .execute(Mono.defer(() -> {
                    actor.require(Role.PURCHASER, Role.TEACHER);
                    return moves.lock(id)
                            .map(found -> found.ownedBy(actor))
                            .flatMap(found -> isUnderWay(found) ? Mono.empty() : handIn(found, actor));
                }))
                .then(requisitions.find(id, actor));
    }

    /**
     * Writes what was typed and hands it in, in one transaction. What costs something else by that or is paid from
     * another line is kept as a draft: nobody has read yet what would be handed in.
     *
     * @throws Refusal those of {@link #submit(UUID, Actor)} and of {@link WriteDraft#write}
     */
    public Mono<Requisition> submit(UUID id, WriteDraft.Written typed, Actor actor) {
        return transactions
                .execute(drafts.write(id, typed, actor)
                        .flatMap(changed ->
                                changed ? Mono.<Void>empty() : submit(id, actor).then()))
                .then(Mono.defer(() -> requisitions.find(id, actor)));
    }

    private static boolean isUnderWay(Locked found) {
        return found.state().holdsReservation();
    }

    private Mono<Void> handIn(Locked draft, Actor actor) {
        UUID lineId = draft.budgetLineId();
        return wishes(draft)
                .map(SubmitRequisition::checked)
                .flatMap(cost -> lineId == null
                        ? Mono.error(Refusal.conflict("budget-line-not-chosen"))
                        : budgetLines.find(lineId, actor).flatMap(line -> handIn(draft, line, cost, actor)));
    }

    private Mono<Void> handIn(Locked draft, BudgetLine line, Cost cost, Actor actor) {
        return mayBeHandedIn(draft)
                .then(freeze(draft, line, cost.total()))
                .then(budget.reserve(draft.id(), line.id(), cost.total(), actor))
                .then(purposes.check(draft.id(), line, cost.total(), cost.byTag()))
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

    private Mono<List<Wish>> wishes(Locked draft) {
        return database.sql("""
                        select l.title, l.item_class, v.name as vendor, l.quantity, l.unit_price_in_fen as shown_in_fen,
                               l.price_version as shown_version, f.unit_price_in_fen as current_in_fen,
                               f.price_version as current_version,
                               f.active and g.state = 'published' as for_sale, v.status = 'active' as vendor_active
                          from requisition_line l
                          join offer f on f.id = l.offer_id
                          join listing g on g.id = l.listing_id
                          join organization v on v.id = g.vendor_id
                         where l.requisition_id = :id order by l.position, l.id
                        """)
                .bind("id", draft.id())
                .map(Rows.as(Wish.class))
                .all()
                .collectList();
    }

    /** What all wishes cost together, if each can still be had at the price that was shown. */
    private static Cost checked(List<Wish> wishes) {
        if (wishes.isEmpty()) {
            throw Refusal.conflict("requisition-has-no-lines");
        }
        wishes.forEach(Wish::check);
        Money total = wishes.stream().map(Wish::total).reduce(Money.ZERO, Money::plus);
        if (!total.isPositive()) {
            throw Refusal.conflict("requisition-costs-nothing");
        }
        return new Cost(total, tagged(wishes));
    }

    /** Everything on this market but services is a digital resource. */
    private static Map<String, Money> tagged(List<Wish> wishes) {
        Money digital = wishes.stream()
                .filter(wish -> !wish.itemClass().equals("service"))
                .map(Wish::total)
                .reduce(Money.ZERO, Money::plus);
        return digital.isPositive() ? Map.of(PurposeRules.DIGITAL_RESOURCES, digital) : Map.of();
    }

    private Mono<Void> freeze(Locked draft, BudgetLine line, Money total) {
        return database.sql("""
                        update requisition
                           set total_in_fen = :total, fiscal_year = :year, project = :project, submitted_at = now()
                         where id = :id
                        """)
                .bind("total", total.fen())
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

    /** What it costs, and which part of that serves a tagged purpose. */
    private record Cost(Money total, Map<String, Money> byTag) {}

    /** A line of the requisition beside what the vendor asks for now. */
    private record Wish(
            String title,
            String itemClass,
            String vendor,
            int quantity,
            Money shown,
            int shownVersion,
            Money current,
            int currentVersion,
            boolean forSale,
            boolean vendorActive) {

        void check() {
            if (!vendorActive) {
                throw Refusal.conflict("vendor-not-active").with("vendor", vendor);
            }
            if (!forSale) {
                throw Refusal.conflict("listing-not-for-sale").with("title", title);
            }
            if (shownVersion != currentVersion) {
                throw Refusal.conflict("price-changed")
                        .with("title", title)
                        .with("shown", shown)
                        .with("current", current);
            }
        }

        Money total() {
            return shown.times(quantity);
        }
    }
}
