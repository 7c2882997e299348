package org.ziyuan.marketplace.pooling;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.Awards;
import org.ziyuan.marketplace.money.LargestRemainder;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Awards a joint purchase. The price is split over the schools by their quantities, to the fen, and every school's
 * reservation becomes its own contract in one journal, or none does.
 */
@Component
class AwardJointPurchase {

    private final DatabaseClient database;
    private final JointPurchases purchases;
    private final JointPurchaseRows rows;
    private final JointDemands demands;
    private final Awards awards;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    AwardJointPurchase(
            DatabaseClient database,
            JointPurchases purchases,
            JointPurchaseRows rows,
            JointDemands demands,
            Awards awards,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.purchases = purchases;
        this.rows = rows;
        this.demands = demands;
        this.awards = awards;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Awards it to a vendor. What a school reserved beyond its share is available again.
     *
     * @param total what all pieces cost together
     * @throws Refusal {@code joint-purchase-not-found}, {@code decided-by-its-requester} for who opened it, {@code
     *     joint-purchase-over}, {@code joint-purchase-without-demand}, {@code vendor-not-active}, {@code
     *     reservation-insufficient} when a share is more than its school reserved: this refusal stays with the award's id
     */
    public Mono<JointPurchase> award(UUID awardId, UUID purchaseId, Money total, UUID vendorId, Actor by) {
        return purchases
                .bought(purchaseId, by)
                .flatMap(purchase -> purchase.openedBy().equals(by.person())
                        ? Mono.error(Refusal.forbidden("decided-by-its-requester"))
                        : transactions.execute(Mono.just(purchase)
                                .filter(found -> !awardId.equals(found.awardId()))
                                .flatMap(found -> awardNow(awardId, found, total, vendorId, by))))
                .then(Mono.defer(() -> purchases.find(purchaseId, by)));
    }

    private Mono<Void> awardNow(UUID awardId, JointPurchase purchase, Money total, UUID vendorId, Actor by) {
        if (!total.isPositive()) {
            return Mono.error(Refusal.invalid("amount-out-of-range").with("requested", total));
        }
        return rows.lockOpen(purchase.id(), "update")
                .then(Mono.defer(() -> vendor(vendorId)))
                .thenMany(demands.lockStanding(purchase.id()))
                .collectList()
                .filter(standing -> !standing.isEmpty())
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("joint-purchase-without-demand")))
                .map(standing -> shares(standing, total))
                .flatMap(shares -> awards.encumberForMany(awardId, purchase.organizationId(), shares, by)
                        .then(Mono.defer(() -> demands.award(shares)))
                        .then(Mono.defer(() -> rows.award(purchase.id(), awardId, total, vendorId, by)))
                        .then(Mono.defer(() -> audit.record(
                                by,
                                "joint-purchase.awarded",
                                "joint-purchase",
                                purchase.id(),
                                Map.of("awardInFen", total.fen(), "schools", shares.size())))));
    }

    private static List<Awards.Share> shares(List<JointDemand> standing, Money total) {
        List<Long> quantities =
                standing.stream().map(demand -> (long) demand.quantity()).toList();
        List<Money> parts = LargestRemainder.split(total, quantities);
        return IntStream.range(0, parts.size())
                .mapToObj(at -> standing.get(at).awarded(parts.get(at)))
                .toList();
    }

    private Mono<Void> vendor(UUID vendorId) {
        return database.sql("""
                        select name from organization where id = :id and kind = 'vendor'
                           and not exists (select from vendor_at_rest where vendor_id = :id)
                        """)
                .bind("id", vendorId)
                .mapValue(String.class)
                .one()
                .switchIfEmpty(
                        Mono.error(() -> Refusal.conflict("vendor-not-active").with("vendor", vendorId)))
                .then();
    }
}
