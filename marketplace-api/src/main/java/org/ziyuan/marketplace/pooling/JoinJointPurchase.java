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
import org.ziyuan.marketplace.refusal.Refusal;
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
    private final JointPurchaseRows rows;
    private final JointDemands demands;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    JoinJointPurchase(
            DatabaseClient database,
            BudgetLines lines,
            BudgetBook book,
            JointPurchases purchases,
            JointPurchaseRows rows,
            JointDemands demands,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.lines = lines;
        this.book = book;
        this.purchases = purchases;
        this.rows = rows;
        this.demands = demands;
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
                    .then(Mono.defer(() -> demands.find(id, by)));
        });
    }

    private Mono<UUID> payer(JointPurchase purchase, @Nullable UUID named, Actor by) {
        UUID pool = purchase.poolLineId();
        if ((pool == null) == (named == null)) {
            return Mono.error(Refusal.invalid("joint-purchase-payer"));
        }
        if (pool != null) {
            return Mono.just(pool);
        }
        return lines.own(Objects.requireNonNull(named), by).map(BudgetLine::id);
    }

    private Mono<Void> joinNow(UUID id, JointPurchase purchase, int quantity, UUID line, Actor by) {
        Money estimate = purchase.unitEstimate().times(quantity);
        return rows.lockOpen(purchase.id(), "share")
                .then(Mono.defer(() -> PlacesTaken.in(database, purchase.id(), id, by)))
                .filter(PlacesTaken::leaveRoom)
                .flatMap(taken -> demands.insert(id, purchase.id(), quantity, line, estimate, by)
                        .then(Mono.defer(() -> book.reserve(id, line, estimate, by)))
                        .then(Mono.defer(() -> audit.record(
                                by,
                                "joint-demand.reserved",
                                "joint-demand",
                                id,
                                Map.of("quantity", quantity, "reservedInFen", estimate.fen())))));
    }
}
