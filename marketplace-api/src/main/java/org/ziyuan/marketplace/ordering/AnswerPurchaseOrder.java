package org.ziyuan.marketplace.ordering;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.licensing.Licences;
import org.ziyuan.marketplace.ordering.OrderState.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The vendor's answer to a purchase order and to a delivery that did not pass, or the buyer's withdrawal before any. */
@Component
public class AnswerPurchaseOrder {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final OrderSteps steps;
    private final BudgetBook budget;
    private final Licences licences;
    private final RejectedDeliveries deliveries;

    AnswerPurchaseOrder(
            DatabaseClient database,
            MoneyTransactions transactions,
            OrderSteps steps,
            BudgetBook budget,
            Licences licences,
            RejectedDeliveries deliveries) {
        this.database = database;
        this.transactions = transactions;
        this.steps = steps;
        this.budget = budget;
        this.licences = licences;
        this.deliveries = deliveries;
    }

    /**
     * The vendor will deliver: the licences come into force now. A vendor that was suspended meanwhile is refused with
     * {@code vendor-suspended}: his open orders rest. He may still decline them, which gives the school its money back. So
     * it is, with {@code listing-suspended}, when the operator has stopped one of the listings.
     */
    public Mono<PurchaseOrder> confirm(UUID orderId, Actor vendor) {
        return transactions.execute(lockForVendor(orderId, vendor)
                .flatMap(order -> mayGoOn(order, vendor).thenReturn(order))
                .flatMap(order -> steps.once(
                        order,
                        Event.CONFIRM,
                        order.id(),
                        vendor,
                        Map.of(),
                        after -> licences.activateForOrder(after.id(), vendor))));
    }

    /**
     * The vendor will not deliver: the encumbrance goes back to what is available, the licences end.
     *
     * @param reason what the school is told, 1 to 500 characters, else {@code reason-required}
     */
    public Mono<PurchaseOrder> decline(UUID orderId, String reason, Actor vendor) {
        return transactions.execute(
                lockForVendor(orderId, vendor).flatMap(order -> giveUp(order, Event.DECLINE, reason, vendor)));
    }

    /** The buyer takes an order back that the vendor has not answered. The system may do so too, when time is up. */
    public Mono<PurchaseOrder> cancel(UUID orderId, String reason, Actor buyer) {
        return transactions.execute(
                lockForBuyer(orderId, buyer).flatMap(order -> giveUp(order, Event.CANCEL, reason, buyer)));
    }

    /**
     * What did not pass is mended and delivered again: the school looks at it once more. Twice is once.
     *
     * @param remark what was done about it, 1 to 500 characters, else {@code reason-required}
     */
    public Mono<PurchaseOrder> redeliver(UUID orderId, String remark, Actor vendor) {
        return transactions.execute(
                lockForVendor(orderId, vendor).flatMap(order -> deliveries.mend(order, remark, vendor)));
    }

    /** Neither the vendor nor one of the listings was stopped since. */
    private Mono<Void> mayGoOn(PurchaseOrder order, Actor vendor) {
        return database.sql("""
                        select o.status = 'ACTIVE' as active, (
                                 select v.title from purchase_order_line n
                                   join listing l on l.id = n.listing_id and l.state = 'SUSPENDED'
                                   join listing_version v on v.listing_id = n.listing_id and v.version = n.listing_version
                                  where n.order_id = :order order by n.position limit 1) as stopped
                          from organization o where o.id = :vendor
                        """)
                .bind("vendor", vendor.organizationId())
                .bind("order", order.id())
                .map(Rows.as(Standing.class))
                .one()
                .doOnNext(Standing::check)
                .then();
    }

    /** @param stopped the title of a listing that the operator has stopped */
    private record Standing(boolean active, @Nullable String stopped) {

        void check() {
            if (!active) {
                throw Refusal.conflict("vendor-suspended");
            }
            if (stopped != null) {
                throw Refusal.conflict("listing-suspended").with("title", stopped);
            }
        }
    }

    private Mono<PurchaseOrder> giveUp(PurchaseOrder order, Event event, String reason, Actor by) {
        return Reason.given(reason)
                .flatMap(words -> steps.once(
                        order,
                        event,
                        order.id(),
                        by,
                        Map.of("reason", words),
                        after -> budget.closeOrder(after.id(), after.chargedLineId(), by)
                                .then(licences.revokeForOrder(after.id(), by))));
    }

    private Mono<PurchaseOrder> lockForVendor(UUID orderId, Actor vendor) {
        return Mono.defer(() -> {
                    vendor.require(Role.VENDOR_MANAGER);
                    return steps.lock(orderId).filter(order -> order.vendorId().equals(vendor.organizationId()));
                })
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("purchase-order", orderId)));
    }

    private Mono<PurchaseOrder> lockForBuyer(UUID orderId, Actor buyer) {
        return Mono.defer(() -> {
                    if (buyer.personId() != null) {
                        buyer.require(Role.PURCHASER);
                    }
                    return steps.lock(orderId).filter(order -> order.buyerId().equals(buyer.organizationId()));
                })
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("purchase-order", orderId)));
    }
}
