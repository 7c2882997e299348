package org.ziyuan.marketplace.pooling;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.pooling.JointDemand.State;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A school takes its demand back; what was reserved for it is available again. */
@Component
class WithdrawJointDemand {

    private final DatabaseClient database;
    private final BudgetBook book;
    private final JointPurchaseRows rows;
    private final JointDemands demands;
    private final MoneyTransactions transactions;

    WithdrawJointDemand(
            DatabaseClient database,
            BudgetBook book,
            JointPurchaseRows rows,
            JointDemands demands,
            MoneyTransactions transactions) {
        this.database = database;
        this.book = book;
        this.rows = rows;
        this.demands = demands;
        this.transactions = transactions;
    }

    /**
     * Takes the demand back; what was reserved is available again. Twice is once.
     *
     * @throws Refusal {@code demand-of-another-school}: the bureau that buys sees every demand and speaks for no school; it
     *     may cancel the whole purchase
     */
    Mono<JointDemand> withdraw(UUID demandId, Actor by) {
        return Mono.defer(() -> {
                    by.require(JoinJointPurchase.askers());
                    return demands.find(demandId, by);
                })
                .filter(demand -> demand.schoolId().equals(by.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.forbidden("demand-of-another-school")))
                .flatMap(demand -> transactions.execute(Mono.defer(
                        () -> rows.lockOpen(demand.purchaseId(), "share").then(withdrawNow(demand.id(), by)))))
                .then(Mono.defer(() -> demands.find(demandId, by)));
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
}
