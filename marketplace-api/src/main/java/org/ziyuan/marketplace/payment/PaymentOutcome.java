package org.ziyuan.marketplace.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ordering.OrderPayments;
import reactor.core.publisher.Mono;

/**
 * Writes down what a provider says about a payment: inside the caller's money transaction, under the lock of the order.
 * What was decided once stays decided; a repeated, late or reordered answer is recorded and changes nothing.
 */
@Component
class PaymentOutcome {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentOutcome.class);

    private final DatabaseClient database;
    private final PaymentRows payments;
    private final PaymentAttempts attempts;
    private final OrderPayments orders;
    private final BudgetBook budget;

    PaymentOutcome(
            DatabaseClient database,
            PaymentRows payments,
            PaymentAttempts attempts,
            OrderPayments orders,
            BudgetBook budget) {
        this.database = database;
        this.payments = payments;
        this.attempts = attempts;
        this.orders = orders;
        this.budget = budget;
    }

    /** @param kind how the answer came, as in the record of attempts */
    Mono<Payment> write(UUID paymentId, String kind, GatewayAnswer answer, Actor by) {
        return payments.lock(paymentId)
                .flatMap(payment -> payment.state().isOpen()
                        ? decide(payment, answer, by)
                                .then(attempts.record(paymentId, kind, answer.outcome(), answer.detail()))
                        : ignore(payment, kind, answer))
                .then(payments.find(paymentId));
    }

    private Mono<Void> decide(Payment payment, GatewayAnswer answer, Actor by) {
        if (answer instanceof GatewayAnswer.Settled settled) {
            return settle(payment, settled, by);
        }
        if (answer instanceof GatewayAnswer.Failed failed) {
            return fail(payment, failed, by);
        }
        return answer instanceof GatewayAnswer.Waiting waiting ? wait(payment, waiting) : doubt(payment);
    }

    private Mono<Void> settle(Payment payment, GatewayAnswer.Settled settled, Actor by) {
        return orders.settled(
                        payment.orderId(),
                        payment.id(),
                        by,
                        order -> end(payment, "SETTLED", settled.reference(), null)
                                .then(budget.settlePayment(payment.id(), by)))
                .then();
    }

    private Mono<Void> fail(Payment payment, GatewayAnswer.Failed failed, Actor by) {
        return orders.failed(
                        payment.orderId(),
                        payment.id(),
                        failed.reason(),
                        by,
                        order -> end(payment, "FAILED", payment.providerReference(), failed.reason())
                                .then(budget.failPayment(payment.id(), by)))
                .then();
    }

    private Mono<Void> end(Payment payment, String state, @Nullable String reference, @Nullable String failure) {
        return database.sql("""
                        update payment set state = :state, ended_at = now(), provider_reference = :reference,
                               failure = :failure, next_check_at = null, attention = null, row_version = row_version + 1
                         where id = :id and state in ('INSTRUCTED', 'UNKNOWN')
                        """)
                .bind("state", state)
                .bind("reference", Parameter.fromOrEmpty(reference, String.class))
                .bind("failure", Parameter.fromOrEmpty(failure, String.class))
                .bind("id", payment.id())
                .then();
    }

    private Mono<Void> wait(Payment payment, GatewayAnswer.Waiting waiting) {
        return database.sql("""
                        update payment set state = 'INSTRUCTED', unknown_since = null,
                               page_url = coalesce(:page, page_url),
                               provider_reference = coalesce(:reference, provider_reference),
                               row_version = row_version + 1
                         where id = :id
                        """)
                .bind("page", Parameter.fromOrEmpty(waiting.pageUrl(), String.class))
                .bind("reference", Parameter.fromOrEmpty(waiting.reference(), String.class))
                .bind("id", payment.id())
                .then();
    }

    private Mono<Void> doubt(Payment payment) {
        return database.sql("""
                        update payment set state = 'UNKNOWN', unknown_since = coalesce(unknown_since, now()),
                               row_version = row_version + 1
                         where id = :id
                        """).bind("id", payment.id()).then();
    }

    /** The one answer that may not be passed over: money for a payment that we believe has failed. */
    private Mono<Void> ignore(Payment payment, String kind, GatewayAnswer answer) {
        Mono<Void> recorded = attempts.record(payment.id(), kind, "ignored", answer.outcome() + " " + answer.detail());
        boolean paidAfterAll = payment.state() == PaymentState.FAILED && answer instanceof GatewayAnswer.Settled;
        if (!paidAfterAll) {
            return recorded;
        }
        LOG.error("payment {} failed and is now reported as paid: a person has to look at it", payment.id());
        return recorded.then(database.sql("update payment set attention = 'paid-after-failure' where id = :id")
                .bind("id", payment.id())
                .then());
    }
}
