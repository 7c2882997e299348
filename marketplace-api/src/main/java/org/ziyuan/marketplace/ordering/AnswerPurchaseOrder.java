package org.ziyuan.marketplace.ordering;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.licensing.Licences;
import org.ziyuan.marketplace.ordering.OrderState.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The vendor's answer to a purchase order, or the buyer's withdrawal while there is none. */
@Component
public class AnswerPurchaseOrder {

    private static final int LONGEST_REASON = 500;

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final OrderSteps steps;
    private final BudgetBook budget;
    private final Licences licences;

    AnswerPurchaseOrder(
            DatabaseClient database,
            MoneyTransactions transactions,
            OrderSteps steps,
            BudgetBook budget,
            Licences licences) {
        this.database = database;
        this.transactions = transactions;
        this.steps = steps;
        this.budget = budget;
        this.licences = licences;
    }

    /**
     * The vendor will deliver: the licences come into force now. A vendor that was suspended meanwhile is refused with
     * {@code vendor-suspended}: his open orders rest. He may still decline them, which gives the school its money back.
     */
    public Mono<PurchaseOrder> confirm(UUID orderId, Actor vendor) {
        return transactions.execute(lockForVendor(orderId, vendor)
                .flatMap(order -> inGoodStanding(vendor).thenReturn(order))
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

    private Mono<Boolean> inGoodStanding(Actor vendor) {
        return database.sql("select status = 'active' from organization where id = :vendor")
                .bind("vendor", vendor.organizationId())
                .mapValue(Boolean.class)
                .one()
                .filter(active -> active)
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("vendor-suspended")));
    }

    private Mono<PurchaseOrder> giveUp(PurchaseOrder order, Event event, String reason, Actor by) {
        String words = reason.strip();
        if (words.isEmpty() || words.length() > LONGEST_REASON) {
            return Mono.error(Refusal.invalid("reason-required").with("most", LONGEST_REASON));
        }
        return steps.once(
                order,
                event,
                order.id(),
                by,
                Map.of("reason", words),
                after -> budget.closeOrder(after.id(), after.chargedLineId(), by)
                        .then(licences.revokeForOrder(after.id(), by)));
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
