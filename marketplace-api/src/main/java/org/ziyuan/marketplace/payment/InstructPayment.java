package org.ziyuan.marketplace.payment;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ordering.OrderPayments;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.payment.record.PaymentRows;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Instructs the payment of an invoiced order: order, payment, budget book, news and evidence in one transaction. The
 * provider hears of it afterwards, from the outbox.
 */
@Component
public class InstructPayment {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final Gateways gateways;
    private final PaymentRows payments;
    private final OrderPayments orders;
    private final BudgetBook budget;
    private final PaymentSettings settings;

    InstructPayment(
            DatabaseClient database,
            MoneyTransactions transactions,
            Gateways gateways,
            PaymentRows payments,
            OrderPayments orders,
            BudgetBook budget,
            PaymentSettings settings) {
        this.database = database;
        this.transactions = transactions;
        this.gateways = gateways;
        this.payments = payments;
        this.orders = orders;
        this.budget = budget;
        this.settings = settings;
    }

    /**
     * Instructs the payment of all that was accepted; the same operation again is the same payment.
     *
     * <p>Refuses with {@code payment-channel-unavailable}, {@code payer-is-requester}, {@code payer-is-approver},
     * {@code payer-is-acceptor}, {@code purchase-order-state-forbids}, {@code payment-differs} (same operation, other channel) and
     * {@code payment-paid-after-failure} while a payment that had failed is reported as paid and nobody has cleared it,
     * and {@code payment-may-live} while the provider is still asked about one that was ended without its last word.
     *
     * @param operationId chosen by the caller, one per intention to pay
     */
    public Mono<Payment> instruct(UUID orderId, PaymentChannel channel, UUID operationId, Actor payer) {
        UUID paymentId = Ids.derived("payment", orderId, operationId);
        return Mono.fromSupplier(() -> gateways.of(channel))
                .flatMap(gateway -> gateway.nextNumber()
                        .flatMap(number ->
                                transactions.execute(instructNow(orderId, paymentId, gateway, number, payer))))
                .then(payments.find(paymentId))
                .filter(payment -> payment.channel() == channel)
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("payment-differs")));
    }

    /** @param number of the channel's paper, asked for before: inside, all who pay would wait for each other */
    private Mono<PurchaseOrder> instructNow(
            UUID orderId, UUID paymentId, PaymentGateway gateway, String number, Actor payer) {
        return orders.instructed(
                orderId,
                paymentId,
                payer,
                order -> refuseWhatMayBePaid(orderId)
                        .then(insert(order, paymentId, gateway.channel(), payer))
                        .then(gateway.prepare(number, order, paymentId))
                        .then(budget.instructPayment(
                                paymentId, order.id(), order.chargedLineId(), order.total(), payer)));
    }

    /** The order is locked, as it is when such a report arrives: money that may go already is not sent again. */
    private Mono<Void> refuseWhatMayBePaid(UUID orderId) {
        return database.sql("""
                        select case when attention = 'paid-after-failure' then 'payment-paid-after-failure'
                                    else 'payment-may-live' end
                          from payment
                         where order_id = :order and state = 'FAILED'
                           and (attention = 'paid-after-failure' or next_check_at is not null)
                         order by 1 desc limit 1
                        """)
                .bind("order", orderId)
                .mapValue(String.class)
                .one()
                .flatMap(code -> Mono.error(Refusal.conflict(code)));
    }

    private Mono<Void> insert(PurchaseOrder order, UUID paymentId, PaymentChannel channel, Actor payer) {
        return database.sql("""
                        insert into payment (id, order_id, channel, amount_in_fen, instructed_by, instructed_by_name,
                                             payable_for_seconds, next_check_at)
                        values (:id, :order, :channel, :amount, :by, :name,
                                case when :asked then :payable end,
                                case when :asked then now() + make_interval(secs => :firstCheck) end)
                        """)
                .bind("id", paymentId)
                .bind("order", order.id())
                .bind("channel", channel.name())
                .bind("amount", order.total().fen())
                .bind("by", payer.person())
                .bind("name", payer.displayName())
                .bind("asked", channel != PaymentChannel.TREASURY)
                .bind("payable", Math.toIntExact(settings.payWithin().toSeconds()))
                .bind("firstCheck", settings.firstCheck().toSeconds())
                .then();
    }
}
