package org.ziyuan.marketplace.payment.record;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.OrderPayments;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Lowering;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.PaymentState.Event;
import org.ziyuan.marketplace.payment.ProviderWord;
import reactor.core.publisher.Mono;

/**
 * Writes down what a provider says about a payment: inside the caller's money transaction, under the lock of the order.
 * What was decided once stays decided; a repeated, late or reordered answer is recorded and changes nothing.
 */
@Component
public class PaymentOutcome {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentOutcome.class);

    private final PaymentRows payments;
    private final PaymentAttempts attempts;
    private final OrderPayments orders;
    private final BudgetBook budget;
    private final RecordDifference differences;
    private final PaymentMoves moves;
    private final Believed trust;

    PaymentOutcome(
            PaymentRows payments,
            PaymentAttempts attempts,
            OrderPayments orders,
            BudgetBook budget,
            RecordDifference differences,
            PaymentMoves moves,
            Believed trust) {
        this.payments = payments;
        this.attempts = attempts;
        this.orders = orders;
        this.budget = budget;
        this.differences = differences;
        this.moves = moves;
        this.trust = trust;
    }

    /** @param kind how the answer came, as in the record of attempts */
    public Mono<Payment> write(UUID paymentId, String kind, GatewayAnswer answer, Actor by) {
        return write(paymentId, kind, ProviderWord.of(answer), by);
    }

    /**
     * First what lowers the payment, then how it stands: what was refunded already is not settled. Of a failed payment
     * the refund is of the money that came nevertheless.
     */
    public Mono<Payment> write(UUID paymentId, String kind, ProviderWord word, Actor by) {
        return payments.lock(paymentId).flatMap(payment -> write(payment, kind, word, by));
    }

    /** @param payment as it was found under its lock, in this transaction */
    public Mono<Payment> write(Payment payment, String kind, GatewayAnswer answer, Actor by) {
        return write(payment, kind, ProviderWord.of(answer), by);
    }

    private Mono<Payment> write(Payment payment, String kind, ProviderWord word, Actor by) {
        GatewayAnswer answer = word.answer();
        Mono<Void> lower = lower(payment, kind, word.lowering(), by);
        Mono<Void> hear = answer == null ? Mono.empty() : hear(payment, kind, answer, by);
        return (payment.state() == PaymentState.FAILED ? hear.then(lower) : lower.then(hear))
                .then(differences.attention(payment.id()))
                .then(payments.find(payment.id()));
    }

    private Mono<Void> lower(Payment payment, String kind, @Nullable Lowering lowering, Actor by) {
        return lowering == null
                ? Mono.empty()
                : differences
                        .lowered(payment, lowering, by)
                        .flatMap(added -> attempts.record(payment.id(), kind, "lowered", added));
    }

    private Mono<Void> hear(Payment payment, String kind, GatewayAnswer answer, Actor by) {
        if (!payment.state().isOpen()) {
            return ignore(payment, kind, answer, by);
        }
        return trust.believed(payment, answer)
                .flatMap(believed -> decide(payment, believed, by)
                        .then(attempts.record(payment.id(), kind, believed.outcome(), believed.detail())));
    }

    private Mono<Void> decide(Payment payment, GatewayAnswer answer, Actor by) {
        if (answer instanceof GatewayAnswer.Settled settled) {
            return differences
                    .refundedBefore(payment.id())
                    .flatMap(refunded ->
                            settle(payment, settled, payment.amount().minus(refunded), by));
        }
        if (answer instanceof GatewayAnswer.Failed failed) {
            return fail(payment, failed, by);
        }
        return answer instanceof GatewayAnswer.Waiting waiting ? moves.wait(payment, waiting) : moves.doubt(payment);
    }

    /** @param left what was not refunded by then; the rest stays owed until the refund is booked */
    private Mono<Void> settle(Payment payment, GatewayAnswer.Settled settled, Money left, Actor by) {
        return orders.settled(
                        payment.orderId(),
                        payment.id(),
                        by,
                        order -> moves.end(payment, Event.SETTLE, settled.reference(), settled.intent(), null)
                                .then(differences.settledAfterAll(payment.id()))
                                .then(
                                        left.equals(payment.amount())
                                                ? budget.settlePayment(payment.id(), by)
                                                : budget.settlePaymentInPart(payment.id(), left, by)))
                .then();
    }

    private Mono<Void> fail(Payment payment, GatewayAnswer.Failed failed, Actor by) {
        return orders.failed(
                        payment.orderId(),
                        payment.id(),
                        failed.reason(),
                        by,
                        order -> moves.end(payment, Event.FAIL, payment.providerReference(), null, failed.reason())
                                .then(differences.settledNothing(payment.id(), by))
                                .then(budget.failPayment(payment.id(), by)))
                .then();
    }

    /**
     * Passes an answer over, but keeps two for a person. These are money for a payment that we believe has failed, and
     * a trade that is closed after it was settled, which only a refund does.
     */
    private Mono<Void> ignore(Payment payment, String kind, GatewayAnswer answer, Actor by) {
        Mono<String> difference = Mono.empty();
        boolean neverPaid = payment.state() == PaymentState.FAILED && !Believed.REFUNDED.equals(payment.failure());
        if (neverPaid && answer instanceof GatewayAnswer.Settled settled) {
            LOG.error("payment {} failed and is now reported as paid: a person has to look at it", payment.id());
            difference = differences.paidAfterFailure(payment, settled.reference(), by);
        }
        if (payment.state() == PaymentState.SETTLED && answer instanceof GatewayAnswer.Failed closed) {
            difference = differences.lowered(payment, Lowering.toTotal(payment.amount(), closed.reason()), by);
        }
        String said = answer.outcome() + " " + answer.detail();
        return difference
                .map(added -> said + " " + added)
                .defaultIfEmpty(said)
                .flatMap(detail -> attempts.record(payment.id(), kind, "ignored", detail));
    }
}
