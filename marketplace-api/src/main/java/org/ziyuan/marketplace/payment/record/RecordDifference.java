package org.ziyuan.marketplace.payment.record;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.payment.Lowering;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentDifference;
import org.ziyuan.marketplace.payment.PaymentDifference.State;
import org.ziyuan.marketplace.payment.PaymentState;
import reactor.core.publisher.Mono;

/**
 * Writes down what lowers a payment, inside the caller's transaction and under the lock of order and payment. The same
 * word again, in another message or in another order, adds nothing: a total adds what was not known of it yet, a single
 * refund is one of those the total has counted.
 */
@Component
public class RecordDifference {

    private final DatabaseClient database;
    private final DifferenceRows rows;

    RecordDifference(DatabaseClient database, DifferenceRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * Records what the provider has taken back.
     *
     * @return what the record of attempts keeps of it: the difference's id, kind and amount; nothing when none is new
     */
    Mono<String> lowered(Payment payment, Lowering lowering, Actor by) {
        if (payment.state() == PaymentState.FAILED) {
            return ofFailed(payment, lowering);
        }
        return rows.change(payment, lowering)
                .filter(known -> !known)
                .flatMap(unknown -> unknownPart(payment, lowering))
                .filter(Money::isPositive)
                .flatMap(part -> rows.insert(
                        payment, PaymentDifference.Kind.valueOf(lowering.kind().name()), lowering, part, by));
    }

    /** The provider has money for a payment that we believe has failed. @return as {@link #lowered} */
    Mono<String> paidAfterFailure(Payment payment, String reference, Actor by) {
        Lowering whole = Lowering.one(Lowering.Kind.REFUND, reference, payment.amount(), "settled", true);
        return rows.insert(payment, PaymentDifference.Kind.PAID_AFTER_FAILURE, whole, payment.amount(), by);
    }

    /** What will never be settled is nothing that lowers a payment any more. */
    Mono<Void> settledNothing(UUID paymentId, Actor by) {
        return database.sql("""
                        update payment_difference
                           set state = :state, note = 'payment-failed', decided_at = now(), decided_by_name = :by,
                               row_version = row_version + 1
                         where payment_id = :payment and state = 'OPEN' and before_settlement
                        """)
                .bind("state", State.LIFE_CYCLE.to(State.Event.CLEAR).name())
                .bind("payment", paymentId)
                .bind("by", by.displayName())
                .then();
    }

    /** A refund that failed before the payment was settled has kept nothing of it back. */
    Mono<Void> settledAfterAll(UUID paymentId) {
        return database.sql("""
                        update payment_difference set before_settlement = false, row_version = row_version + 1
                         where payment_id = :payment and before_settlement and not holds
                        """).bind("payment", paymentId).then();
    }

    /** What was refunded of a payment that is not settled yet. */
    Mono<Money> refundedBefore(UUID paymentId) {
        return database.sql("""
                        select coalesce(sum(amount_in_fen), 0)::bigint from payment_difference
                         where payment_id = :payment and kind = 'REFUND' and before_settlement and holds
                        """)
                .bind("payment", paymentId)
                .mapValue(Long.class)
                .one()
                .map(Money::ofFen);
    }

    /** What stands open against a payment decides why a person has to look at it. */
    public Mono<Void> attention(UUID paymentId) {
        return database.sql("""
                        update payment p set attention = payment_attention(p), row_version = row_version + 1
                         where p.id = :id and p.attention is distinct from payment_attention(p)
                        """).bind("id", paymentId).then();
    }

    /**
     * How much of it is new. A single refund that a total has counted takes its name on instead, so that it is known
     * when the provider takes it back; one that never held lowers nothing, or takes back what a total has counted.
     */
    private Mono<Money> unknownPart(Payment payment, Lowering lowering) {
        if (lowering.kind() == Lowering.Kind.DISPUTE) {
            return Mono.just(lowering.amount());
        }
        if (!lowering.holds()) {
            return rows.name(payment, lowering)
                    .then(Mono.defer(() -> rows.change(payment, lowering)))
                    .thenReturn(Money.ZERO);
        }
        return lowering.total()
                ? rows.sum(payment, "holds").map(known -> lowering.amount().minus(known))
                : rows.sum(payment, "holds and reference like 'total-%'")
                        .flatMap(counted -> counted.compareTo(lowering.amount()) >= 0
                                ? rows.name(payment, lowering).thenReturn(Money.ZERO)
                                : Mono.just(lowering.amount()));
    }

    /** Records a refund for which nothing was spent: it takes away from the money that is not cleared yet. */
    private Mono<String> ofFailed(Payment payment, Lowering lowering) {
        return database.sql("""
                        update payment_difference set provider_says = :said, holds = :rest > 0, row_version = row_version + 1
                         where payment_id = :payment and kind = 'PAID_AFTER_FAILURE' and state = 'OPEN'
                        """)
                .bind("said", "refunded " + lowering.amount().inYuan())
                .bind("rest", payment.amount().minus(lowering.amount()).fen())
                .bind("payment", payment.id())
                .fetch()
                .rowsUpdated()
                .then(Mono.empty());
    }
}
