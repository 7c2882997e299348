package org.ziyuan.marketplace.payment.treasury;

import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.OrderPayments;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.payment.record.PaymentOutcome;
import org.ziyuan.marketplace.payment.record.PaymentRows;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The cashier reports what the treasury's bank has done: paid, with its receipt, or not. */
@Component
public class ConfirmTreasuryTransfer {
    private static final TextField REASON = TextField.reason("reason", 200);

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final Payments payments;
    private final PaymentRows rows;
    private final PurchaseOrders purchaseOrders;
    private final OrderPayments orders;
    private final PaymentOutcome outcome;
    private final TransferReceipts receipts;

    ConfirmTreasuryTransfer(
            DatabaseClient database,
            MoneyTransactions transactions,
            Payments payments,
            PaymentRows rows,
            PurchaseOrders purchaseOrders,
            OrderPayments orders,
            PaymentOutcome outcome,
            TransferReceipts receipts) {
        this.database = database;
        this.transactions = transactions;
        this.payments = payments;
        this.rows = rows;
        this.purchaseOrders = purchaseOrders;
        this.orders = orders;
        this.outcome = outcome;
        this.receipts = receipts;
    }

    /**
     * The bank has paid. The same receipt again changes nothing. Refuses with {@code receipt-malformed},
     * {@code identifier-rewritten}, {@code receipt-used}, {@code payment-decided}, {@code payer-is-requester}, {@code payer-is-approver},
     * {@code payer-is-acceptor}.
     *
     * @param receiptNumber the number on the bank's receipt, 6 to 40 letters, digits and hyphens
     */
    public Mono<Payment> confirm(UUID paymentId, String receiptNumber, Actor cashier) {
        return Mono.fromCallable(() -> TransferReceipts.receipt(receiptNumber))
                .flatMap(receipt -> mayDecide(paymentId, cashier)
                        .then(transactions.execute(rows.lock(paymentId)
                                .flatMap(locked -> receipts.isConfirmedWith(paymentId, receipt)
                                        .flatMap(already -> already
                                                ? payments.find(paymentId, cashier)
                                                : confirmNow(locked, receipt, cashier))))));
    }

    /** The bank has not paid and will not: the order can be paid another way. */
    public Mono<Payment> fail(UUID paymentId, String reason, Actor cashier) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(words -> mayDecide(paymentId, cashier)
                        .then(transactions.execute(rows.lock(paymentId)
                                .doOnNext(ConfirmTreasuryTransfer::requireOpen)
                                .flatMap(locked -> outcome.write(
                                        locked, "confirmed", new GatewayAnswer.Failed(words), cashier)))));
    }

    private Mono<Payment> confirmNow(Payment locked, String receipt, Actor cashier) {
        requireOpen(locked);
        return outcome.write(locked, "confirmed", new GatewayAnswer.Settled(receipt), cashier)
                .flatMap(payment -> database.sql("""
                                update treasury_transfer set receipt_number = :receipt, confirmed_by = :by,
                                       confirmed_by_name = :name, confirmed_at = now()
                                 where payment_id = :id
                                """)
                        .bind("receipt", receipt)
                        .bind("by", cashier.person())
                        .bind("name", cashier.displayName())
                        .bind("id", locked.id())
                        .then()
                        .thenReturn(payment))
                .onErrorMap(
                        DuplicateKeyException.class,
                        used -> Refusal.conflict("receipt-used").with("receipt", receipt));
    }

    private Mono<Void> mayDecide(UUID paymentId, Actor cashier) {
        return Mono.defer(() -> {
            cashier.require(Role.CASHIER);
            return payments.find(paymentId, cashier)
                    .filter(payment -> payment.channel() == PaymentChannel.TREASURY)
                    .filter(payment -> payment.buyerId().equals(cashier.organizationId()))
                    .switchIfEmpty(Mono.error(() -> Refusal.notFound("payment", paymentId)))
                    .flatMap(payment -> purchaseOrders.find(payment.orderId(), cashier))
                    .flatMap(order -> orders.mayPay(order, cashier));
        });
    }

    /**
     * Unlike a provider's repeated notification, a person's second decision is answered with a refusal. The order is
     * locked by then: of two people who decide at the same moment, the second sees what the first has said.
     */
    private static void requireOpen(Payment locked) {
        if (!locked.state().isOpen()) {
            throw Refusal.conflict("payment-decided")
                    .with("state", locked.state().name());
        }
    }
}
