package org.ziyuan.marketplace.payment;

import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.payment.record.PaymentOutcome;
import org.ziyuan.marketplace.payment.record.PaymentRows;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Speaks with the provider outside of any transaction, then writes down what it said in one. */
@Component
public class ReachGateway {

    private static final String SYSTEM = "支付网关";

    private final PaymentRows rows;
    private final Payments payments;
    private final Gateways gateways;
    private final PaymentOutcome outcome;
    private final MoneyTransactions transactions;

    ReachGateway(
            PaymentRows rows,
            Payments payments,
            Gateways gateways,
            PaymentOutcome outcome,
            MoneyTransactions transactions) {
        this.rows = rows;
        this.payments = payments;
        this.gateways = gateways;
        this.outcome = outcome;
        this.transactions = transactions;
    }

    /**
     * Asks the provider now, for the payer who has come back or the person who clears the list of unknown payments.
     * Refuses with {@code payment-not-found} and {@code payment-channel-unavailable}.
     */
    public Mono<Payment> ask(UUID paymentId, Actor actor) {
        return Mono.defer(() -> {
                    actor.require(Role.CASHIER);
                    return payments.find(paymentId, actor);
                })
                .filter(payment -> payment.buyerId().equals(actor.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("payment", paymentId)))
                .filter(payment -> payment.state().isOpen())
                .flatMap(this::askNow)
                .then(Mono.defer(() -> payments.find(paymentId, actor)));
    }

    /** Opens the payment; nothing when it was opened or decided before, or goes to the treasury on paper. */
    public Mono<Void> open(UUID paymentId) {
        return rows.find(paymentId)
                .filter(payment -> payment.channel() != PaymentChannel.TREASURY)
                .filter(payment -> payment.state().isOpen() && payment.pageUrl() == null)
                .flatMap(payment -> counted(payment, "open", gateways.of(payment.channel())::open))
                .then();
    }

    /** Asks about a payment that is open; about one that has failed here only whether it lives there. */
    public Mono<Void> askNow(Payment payment) {
        if (payment.state() == PaymentState.SETTLED) {
            return Mono.empty();
        }
        return Mono.fromSupplier(() -> gateways.of(payment.channel()))
                .flatMap(gateway -> payment.state().isOpen()
                        ? counted(payment, "ask", gateway::ask)
                        : gateway.find(payment).flatMap(answer -> write(payment, "ask", answer)))
                .then();
    }

    /** The call is counted before it is made, in a transaction of its own: what was sent is never forgotten. */
    private Mono<Payment> counted(Payment payment, String kind, Function<Payment, Mono<GatewayAnswer>> call) {
        return rows.countCall(payment.id())
                .flatMap(counted -> call.apply(payment))
                .flatMap(answer -> write(payment, kind, answer));
    }

    private Mono<Payment> write(Payment payment, String kind, GatewayAnswer answer) {
        return transactions.execute(outcome.write(payment.id(), kind, answer, Actor.system(SYSTEM, payment.buyerId())));
    }
}
