package org.ziyuan.marketplace.pooling;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.funding.BudgetLine;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.pooling.JointDemand.State;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A school says how much it needs of a joint purchase; the estimate is reserved at once, at the school or in the pool. */
@Component
class JoinJointPurchase {

    /** How many schools one award can serve; the ledger takes their contracts in one journal. */
    public static final int MOST_SCHOOLS = 2_000;

    private static final Role[] ASKERS = {Role.PURCHASER, Role.ACCOUNTANT, Role.PRINCIPAL};

    private final DatabaseClient database;
    private final BudgetLines lines;
    private final BudgetBook book;
    private final JointPurchases purchases;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    JoinJointPurchase(
            DatabaseClient database,
            BudgetLines lines,
            BudgetBook book,
            JointPurchases purchases,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.lines = lines;
        this.book = book;
        this.purchases = purchases;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Who may speak for a school. */
    static Role[] askers() {
        return ASKERS.clone();
    }

    /**
     * Takes part; the same id again is answered as it stands.
     *
     * @param budgetLineId the school's own line; null when the pool pays
     * @throws Refusal {@code joint-purchase-not-found}, {@code joint-purchase-over}, {@code joint-purchase-joined} when the
     *     school takes part already, {@code joint-purchase-full}, {@code joint-purchase-payer} when a line is named though
     *     the pool pays or missing though it does not, {@code budget-line-not-found}, {@code budget-insufficient}
     */
    public Mono<JointDemand> join(UUID id, UUID purchaseId, int quantity, @Nullable UUID budgetLineId, Actor by) {
        return Mono.defer(() -> {
            by.require(ASKERS);
            return purchases
                    .find(purchaseId, by)
                    .flatMap(purchase -> payer(purchase, budgetLineId, by)
                            .flatMap(line ->
                                    transactions.execute(Mono.defer(() -> joinNow(id, purchase, quantity, line, by)))))
                    .then(Mono.defer(() -> purchases.demand(id, by)));
        });
    }

    /**
     * Takes the demand back; what was reserved is available again. Twice is once.
     *
     * @throws Refusal {@code demand-of-another-school}: the bureau that buys sees every demand and speaks for no school; it
     *     may cancel the whole purchase
     */
    public Mono<JointDemand> withdraw(UUID demandId, Actor by) {
        return Mono.defer(() -> {
                    by.require(ASKERS);
                    return purchases.demand(demandId, by);
                })
                .filter(demand -> demand.schoolId().equals(by.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.forbidden("demand-of-another-school")))
                .flatMap(demand -> transactions.execute(Mono.defer(
                        () -> purchases.lockOpen(demand.purchaseId(), "share").then(withdrawNow(demand.id(), by)))))
                .then(Mono.defer(() -> purchases.demand(demandId, by)));
    }

    /** Inside the caller's transaction; for a demand that does not stand any more nothing is done. */
    Mono<Boolean> withdrawNow(UUID demandId, Actor by) {
        return mark(demandId)
                .flatMap(line -> book.releaseReservation(demandId, line, by).thenReturn(true))
                .defaultIfEmpty(false);
    }

    /** Ends a demand that stands. @return the line that pays for it, empty when there is nothing to end */
    Mono<UUID> mark(UUID demandId) {
        return database.sql("""
                        update joint_demand set state = :state where id = :id and state = 'RESERVED'
                        returning budget_line_id
                        """)
                .bind("state", State.LIFE_CYCLE.to(State.Event.WITHDRAW).name())
                .bind("id", demandId)
                .mapValue(UUID.class)
                .one();
    }

    private Mono<UUID> payer(JointPurchase purchase, @Nullable UUID named, Actor by) {
        UUID pool = purchase.poolLineId();
        if ((pool == null) == (named == null)) {
            return Mono.error(Refusal.invalid("joint-purchase-payer"));
        }
        if (pool != null) {
            return Mono.just(pool);
        }
        UUID own = Objects.requireNonNull(named);
        return lines.find(own, by)
                .filter(line -> line.organizationId().equals(by.organizationId()))
                .map(BudgetLine::id)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("budget-line", own)));
    }

    private Mono<Void> joinNow(UUID id, JointPurchase purchase, int quantity, UUID line, Actor by) {
        Money estimate = purchase.unitEstimate().times(quantity);
        return purchases
                .lockOpen(purchase.id(), "share")
                .then(Mono.defer(() -> room(id, purchase.id(), by)))
                .filter(isNew -> isNew)
                .flatMap(isNew -> insert(id, purchase.id(), quantity, line, estimate, by)
                        .then(Mono.defer(() -> book.reserve(id, line, estimate, by)))
                        .then(Mono.defer(() -> audit.record(
                                by,
                                "joint-demand.reserved",
                                "joint-demand",
                                id,
                                Map.of("quantity", quantity, "reservedInFen", estimate.fen())))));
    }

    private Mono<Boolean> room(UUID id, UUID purchaseId, Actor by) {
        return database.sql("""
                        select count(*) as standing, coalesce(bool_or(id = :id), false) as same,
                               coalesce(bool_or(school_id = :school), false) as joined
                          from joint_demand where purchase_id = :purchase and state <> 'WITHDRAWN'
                        """)
                .bind("id", id)
                .bind("school", by.organizationId())
                .bind("purchase", purchaseId)
                .map(Rows.as(Room.class))
                .one()
                .map(Room::isNew);
    }

    private Mono<Void> insert(UUID id, UUID purchase, int quantity, UUID line, Money estimate, Actor by) {
        return database.sql("""
                        insert into joint_demand (id, purchase_id, school_id, budget_line_id, quantity, reserved_in_fen,
                                                  asked_by, asked_by_name)
                        values (:id, :purchase, :school, :line, :quantity, :reserved, :by, :name)
                        """)
                .bind("id", id)
                .bind("purchase", purchase)
                .bind("school", by.organizationId())
                .bind("line", line)
                .bind("quantity", quantity)
                .bind("reserved", estimate.fen())
                .bind("by", by.person())
                .bind("name", by.displayName())
                .then();
    }

    private record Room(long standing, boolean same, boolean joined) {

        boolean isNew() {
            if (same) {
                return false;
            }
            if (joined) {
                throw Refusal.conflict("joint-purchase-joined");
            }
            if (standing >= MOST_SCHOOLS) {
                throw Refusal.conflict("joint-purchase-full").with("most", MOST_SCHOOLS);
            }
            return true;
        }
    }
}
