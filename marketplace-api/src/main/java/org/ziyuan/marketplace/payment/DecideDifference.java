package org.ziyuan.marketplace.payment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.OrderPayments;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.payment.PaymentDifference.State;
import org.ziyuan.marketplace.payment.record.DifferenceRows;
import org.ziyuan.marketplace.payment.record.PaymentRows;
import org.ziyuan.marketplace.payment.record.RecordDifference;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Lets an accountant of the buyer decide about what stands against a payment. The money is back and is booked, or there
 * is nothing to book and the reason is written down. Whoever asked for, approved or received the purchase does not
 * decide.
 */
@Component
public class DecideDifference {

    private static final TextField REASON = TextField.reason("reason", 200);

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final PaymentRows payments;
    private final PaymentDifferences differences;
    private final PurchaseOrders purchaseOrders;
    private final OrderPayments orders;
    private final RecordDifference record;
    private final AuditLog audit;
    private final BookDifference booking;

    DecideDifference(
            DatabaseClient database,
            MoneyTransactions transactions,
            PaymentRows payments,
            PaymentDifferences differences,
            PurchaseOrders purchaseOrders,
            OrderPayments orders,
            RecordDifference record,
            AuditLog audit,
            BookDifference booking) {
        this.database = database;
        this.transactions = transactions;
        this.payments = payments;
        this.differences = differences;
        this.purchaseOrders = purchaseOrders;
        this.orders = orders;
        this.record = record;
        this.audit = audit;
        this.booking = booking;
    }

    /**
     * Books money that is back. It becomes available on the line that paid, or, when that year is closed, is returned
     * in this year (postings 22 to 24). Done twice it is done once. Refuses with {@code payment-difference-not-found},
     * {@code payment-difference-decided}, {@code payment-difference-not-bookable}, {@code refund-line-missing} and the
     * reasons for which somebody may not pay.
     */
    public Mono<PaymentDifference> book(UUID id, Actor accountant) {
        return decide(id, accountant, (difference, order) -> switch (difference.state()) {
            case BOOKED -> Mono.empty();
            case CLEARED -> decided(difference);
            case OPEN ->
                difference.bookable()
                        ? booking.post(difference, order, accountant)
                                .flatMap(event -> write(difference, State.Event.BOOK, event, null, accountant))
                        : Mono.error(Refusal.conflict("payment-difference-not-bookable")
                                .with("says", difference.providerSays()));
        });
    }

    /**
     * Nothing is to be booked, for this reason. What was refunded before the settlement is still owed in the budget book
     * and has to be booked. Refuses like {@link #book} and with {@code reason-required}.
     *
     * @param reason 1 to 200 characters
     */
    public Mono<PaymentDifference> clear(UUID id, String reason, Actor accountant) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(words -> decide(id, accountant, (difference, order) -> {
                    if (difference.state() != State.OPEN) {
                        return words.equals(difference.note()) ? Mono.empty() : decided(difference);
                    }
                    return difference.bookable() && difference.beforeSettlement()
                            ? Mono.error(Refusal.conflict("payment-difference-to-be-booked"))
                            : write(difference, State.Event.CLEAR, null, words, accountant);
                }));
    }

    /** Whether this very person decides about it. */
    public Mono<Boolean> mayDecide(PaymentDifference difference, Actor actor) {
        boolean pays = actor.is(Role.ACCOUNTANT) && actor.organizationId().equals(difference.buyerId());
        return pays
                ? purchaseOrders
                        .find(difference.orderId(), actor)
                        .flatMap(order -> orders.mayPay(order, actor))
                        .thenReturn(true)
                        .onErrorResume(Refusal.class, anothersDuty -> Mono.just(false))
                : Mono.just(false);
    }

    private interface Act {
        Mono<Void> on(PaymentDifference difference, PurchaseOrder order);
    }

    /** Order and payment are locked by then: of two people who decide, the second sees what the first has said. */
    private Mono<PaymentDifference> decide(UUID id, Actor accountant, Act act) {
        return Mono.defer(() -> {
                    accountant.require(Role.ACCOUNTANT);
                    return differences.find(id, accountant);
                })
                .filter(difference -> difference.buyerId().equals(accountant.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("payment-difference", id)))
                .flatMap(seen -> purchaseOrders
                        .find(seen.orderId(), accountant)
                        .flatMap(order -> orders.mayPay(order, accountant)
                                .then(transactions.execute(payments.lock(seen.paymentId())
                                        .then(Mono.defer(() -> differences.find(id, accountant)))
                                        .flatMap(difference -> act.on(difference, order))
                                        .then(record.attention(seen.paymentId()))
                                        .then(Mono.defer(() -> differences.find(id, accountant)))))));
    }

    private Mono<Void> write(
            PaymentDifference difference,
            State.Event decision,
            @Nullable String event,
            @Nullable String note,
            Actor by) {
        Map<String, Object> detail =
                new LinkedHashMap<>(DifferenceRows.figures(difference.id(), difference.kind(), difference.amount()));
        if (note != null) {
            detail.put("reason", note);
        }
        return database.sql("""
                        update payment_difference
                           set state = :state, booked_as = :event, note = :note, decided_at = now(), decided_by = :by,
                               decided_by_name = :name, row_version = row_version + 1
                         where id = :id and state = 'OPEN'
                        """)
                .bind("state", State.LIFE_CYCLE.to(decision).name())
                .bind("event", Parameter.fromOrEmpty(event, String.class))
                .bind("note", Parameter.fromOrEmpty(note, String.class))
                .bind("by", by.person())
                .bind("name", by.displayName())
                .bind("id", difference.id())
                .then()
                .then(audit.record(
                        by,
                        event == null ? "payment-difference.cleared" : "payment-difference.booked",
                        "payment",
                        difference.paymentId(),
                        detail));
    }

    private static Mono<Void> decided(PaymentDifference difference) {
        return Mono.error(
                Refusal.conflict("payment-difference-decided").with("by", String.valueOf(difference.decidedBy())));
    }
}
