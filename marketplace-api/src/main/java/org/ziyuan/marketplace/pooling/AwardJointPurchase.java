package org.ziyuan.marketplace.pooling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.Awards;
import org.ziyuan.marketplace.money.LargestRemainder;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.pooling.JointPurchase.State;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
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
    private final JoinJointPurchase demands;
    private final Awards awards;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    AwardJointPurchase(
            DatabaseClient database,
            JointPurchases purchases,
            JoinJointPurchase demands,
            Awards awards,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.purchases = purchases;
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
        return ended(purchaseId, by)
                .flatMap(purchase -> purchase.openedBy().equals(by.person())
                        ? Mono.error(Refusal.forbidden("decided-by-its-requester"))
                        : transactions.execute(Mono.just(purchase)
                                .filter(found -> !awardId.equals(found.awardId()))
                                .flatMap(found -> awardNow(awardId, found, total, vendorId, by))))
                .then(Mono.defer(() -> purchases.find(purchaseId, by)));
    }

    /** It comes to nothing; everything reserved for it is available again. Twice is once. */
    public Mono<JointPurchase> cancel(UUID purchaseId, Actor by) {
        return ended(purchaseId, by)
                .flatMap(purchase -> transactions.execute(Mono.just(purchase)
                        .filter(found -> found.state() != State.CANCELLED)
                        .flatMap(found -> cancelNow(found, by))))
                .then(Mono.defer(() -> purchases.find(purchaseId, by)));
    }

    /** Only the bureau that bought may end it; for everybody else it is not there. */
    private Mono<JointPurchase> ended(UUID purchaseId, Actor by) {
        return Mono.defer(() -> {
            by.require(Role.bureaus());
            return purchases
                    .find(purchaseId, by)
                    .filter(purchase -> purchase.organizationId().equals(by.organizationId()))
                    .switchIfEmpty(Mono.error(() -> Refusal.notFound("joint-purchase", purchaseId)));
        });
    }

    private Mono<Void> awardNow(UUID awardId, JointPurchase purchase, Money total, UUID vendorId, Actor by) {
        if (!total.isPositive()) {
            return Mono.error(Refusal.invalid("amount-out-of-range").with("requested", total));
        }
        return purchases
                .lockOpen(purchase.id(), "update")
                .then(Mono.defer(() -> vendor(vendorId)))
                .thenMany(purchases.lockStanding(purchase.id()))
                .collectList()
                .filter(standing -> !standing.isEmpty())
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("joint-purchase-without-demand")))
                .map(standing -> shares(standing, total))
                .flatMap(shares -> awards.encumberForMany(awardId, purchase.organizationId(), shares, by)
                        .then(Mono.defer(() -> write(shares)))
                        .then(Mono.defer(() -> close(purchase.id(), awardId, total, vendorId, by)))
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
        List<Awards.Share> shares = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            JointDemand demand = standing.get(i);
            UUID contract = Ids.derived("joint-contract", demand.id());
            shares.add(new Awards.Share(demand.id(), contract, demand.budgetLineId(), parts.get(i)));
        }
        return shares;
    }

    private Mono<Void> vendor(UUID vendorId) {
        return database.sql("select name from organization where id = :id and kind = 'vendor' and status = 'ACTIVE'")
                .bind("id", vendorId)
                .mapValue(String.class)
                .one()
                .switchIfEmpty(
                        Mono.error(() -> Refusal.conflict("vendor-not-active").with("vendor", vendorId)))
                .then();
    }

    private Mono<Void> write(List<Awards.Share> shares) {
        return database.sql("""
                        update joint_demand d set state = :state, contract_id = s.contract, share_in_fen = s.amount
                          from unnest(:demands::uuid[], :contracts::uuid[], :amounts::bigint[]) s(demand, contract, amount)
                         where d.id = s.demand
                        """)
                .bind(
                        "state",
                        JointDemand.State.LIFE_CYCLE
                                .to(JointDemand.State.Event.AWARD)
                                .name())
                .bind(
                        "demands",
                        shares.stream().map(Awards.Share::requisitionId).toArray(UUID[]::new))
                .bind("contracts", shares.stream().map(Awards.Share::contractId).toArray(UUID[]::new))
                .bind(
                        "amounts",
                        shares.stream().map(share -> share.amount().fen()).toArray(Long[]::new))
                .then();
    }

    private Mono<Void> close(UUID purchaseId, UUID awardId, Money total, UUID vendorId, Actor by) {
        return database.sql("""
                        update joint_purchase
                           set state = :state, award_id = :award, award_in_fen = :total, vendor_id = :vendor,
                               closed_by = :by, closed_by_name = :name, closed_at = now()
                         where id = :id
                        """)
                .bind("state", State.LIFE_CYCLE.to(State.Event.AWARD).name())
                .bind("award", awardId)
                .bind("total", total.fen())
                .bind("vendor", vendorId)
                .bind("by", by.person())
                .bind("name", by.displayName())
                .bind("id", purchaseId)
                .then();
    }

    private Mono<Void> cancelNow(JointPurchase purchase, Actor by) {
        return purchases
                .lockOpen(purchase.id(), "update")
                .thenMany(purchases.lockStanding(purchase.id()))
                .collectList()
                .flatMapIterable(standing -> standing)
                .concatMap(demand -> demands.withdrawNow(demand.id(), by))
                .then(database.sql("""
                                update joint_purchase
                                   set state = :state, closed_by = :by, closed_by_name = :name, closed_at = now()
                                 where id = :id
                                """)
                        .bind("state", State.LIFE_CYCLE.to(State.Event.CANCEL).name())
                        .bind("by", by.person())
                        .bind("name", by.displayName())
                        .bind("id", purchase.id())
                        .then())
                .then(Mono.defer(
                        () -> audit.record(by, "joint-purchase.cancelled", "joint-purchase", purchase.id(), Map.of())));
    }
}
