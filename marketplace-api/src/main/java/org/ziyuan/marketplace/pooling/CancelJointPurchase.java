package org.ziyuan.marketplace.pooling;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.pooling.JointPurchase.State;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A joint purchase comes to nothing; everything reserved for it is available again. */
@Component
class CancelJointPurchase {

    private final JointPurchases purchases;
    private final JointPurchaseRows rows;
    private final JointDemands demands;
    private final WithdrawJointDemand withdraw;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    CancelJointPurchase(
            JointPurchases purchases,
            JointPurchaseRows rows,
            JointDemands demands,
            WithdrawJointDemand withdraw,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.purchases = purchases;
        this.rows = rows;
        this.demands = demands;
        this.withdraw = withdraw;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Twice is once. @throws Refusal {@code joint-purchase-not-found}, {@code joint-purchase-over} */
    Mono<JointPurchase> cancel(UUID purchaseId, Actor by) {
        return purchases
                .bought(purchaseId, by)
                .flatMap(purchase -> transactions.execute(Mono.just(purchase)
                        .filter(found -> found.state() != State.CANCELLED)
                        .flatMap(found -> cancelNow(found, by))))
                .then(Mono.defer(() -> purchases.find(purchaseId, by)));
    }

    private Mono<Void> cancelNow(JointPurchase purchase, Actor by) {
        return rows.lockOpen(purchase.id(), "update")
                .thenMany(demands.lockStanding(purchase.id()))
                .collectList()
                .flatMapIterable(standing -> standing)
                .concatMap(demand -> withdraw.withdrawNow(demand.id(), by))
                .then(rows.cancel(purchase.id(), by))
                .then(Mono.defer(
                        () -> audit.record(by, "joint-purchase.cancelled", "joint-purchase", purchase.id(), Map.of())));
    }
}
