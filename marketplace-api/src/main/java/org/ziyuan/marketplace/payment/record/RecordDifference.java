package org.ziyuan.marketplace.payment.record;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.payment.Lowering;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentDifference;
import org.ziyuan.marketplace.payment.PaymentDifference.State;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * Writes down what lowers a payment, inside the caller's transaction and under the lock of order and payment. The same
 * word again, in another message or in another order, adds nothing: a total adds what was not known of it yet, a single
 * refund is one of those the total has counted.
 */
@Component
public class RecordDifference {

    private final DatabaseClient database;
    private final AuditLog audit;

    RecordDifference(DatabaseClient database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
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
        return change(payment, lowering)
                .filter(known -> !known)
                .flatMap(unknown -> unknownPart(payment, lowering))
                .filter(Money::isPositive)
                .flatMap(part -> insert(
                        payment, PaymentDifference.Kind.valueOf(lowering.kind().name()), lowering, part, by));
    }

    /** The provider has money for a payment that we believe has failed. @return as {@link #lowered} */
    Mono<String> paidAfterFailure(Payment payment, String reference, Actor by) {
        Lowering whole = Lowering.one(Lowering.Kind.REFUND, reference, payment.amount(), "settled", true);
        return insert(payment, PaymentDifference.Kind.PAID_AFTER_FAILURE, whole, payment.amount(), by);
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

    /** The new word about one that is known; what was booked and is taken back is one of its own. @return whether it is */
    private Mono<Boolean> change(Payment payment, Lowering lowering) {
        return database.sql("""
                        with known as (
                          update payment_difference d
                             set provider_says = :said, holds = :holds, row_version = row_version + 1,
                                 state = case when reopened then :open else d.state end,
                                 note = case when reopened then null else d.note end,
                                 decided_at = case when reopened then null else d.decided_at end,
                                 decided_by = case when reopened then null else d.decided_by end,
                                 decided_by_name = case when reopened then null else d.decided_by_name end
                            from (select id, state as was, holds as held,
                                         state = 'CLEARED' and not holds and :holds as reopened
                                    from payment_difference
                                   where payment_id = :payment and kind = :kind and reference = :reference) x
                           where d.id = x.id
                          returning d.*, x.was, x.held),
                        taken as (
                          insert into payment_difference (id, payment_id, kind, reference, amount_in_fen, provider_says,
                                                          holds, before_settlement)
                          select :taken, payment_id, 'TAKEN_BACK', reference, amount_in_fen, :said, false, false
                            from known where was = 'BOOKED' and held and not holds
                          on conflict do nothing)
                        select count(*) > 0 from known
                        """)
                .bind("open", State.LIFE_CYCLE.to(State.Event.HOLD_AGAIN).name())
                .bind("said", lowering.said())
                .bind("holds", lowering.holds())
                .bind("payment", payment.id())
                .bind("kind", lowering.kind().name())
                .bind("reference", lowering.reference())
                .bind("taken", Ids.next())
                .mapValue(Boolean.class)
                .one();
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
            return name(payment, lowering)
                    .then(Mono.defer(() -> change(payment, lowering)))
                    .thenReturn(Money.ZERO);
        }
        return lowering.total()
                ? sum(payment, "holds").map(known -> lowering.amount().minus(known))
                : sum(payment, "holds and reference like 'total-%'")
                        .flatMap(counted -> counted.compareTo(lowering.amount()) >= 0
                                ? name(payment, lowering).thenReturn(Money.ZERO)
                                : Mono.just(lowering.amount()));
    }

    private Mono<Money> sum(Payment payment, String which) {
        return database.sql("""
                        select coalesce(sum(amount_in_fen), 0)::bigint from payment_difference
                         where payment_id = :payment and kind = 'REFUND' and
                        """ + which)
                .bind("payment", payment.id())
                .mapValue(Long.class)
                .one()
                .map(Money::ofFen);
    }

    private Mono<Void> name(Payment payment, Lowering lowering) {
        return database.sql("""
                        update payment_difference set reference = :reference, row_version = row_version + 1
                         where id = (select id from payment_difference
                                      where payment_id = :payment and kind = 'REFUND' and reference like 'total-%'
                                        and amount_in_fen = :amount order by reported_at, id limit 1)
                        """)
                .bind("reference", lowering.reference())
                .bind("payment", payment.id())
                .bind("amount", lowering.amount().fen())
                .then();
    }

    private Mono<String> insert(Payment payment, PaymentDifference.Kind what, Lowering lowering, Money part, Actor by) {
        UUID id = Ids.next();
        return database.sql("""
                        insert into payment_difference (id, payment_id, kind, reference, amount_in_fen, provider_says,
                                                        holds, before_settlement)
                        values (:id, :payment, :kind, :reference, :amount, :said, :holds, :before)
                        on conflict (payment_id, kind, reference) do nothing
                        """)
                .bind("id", id)
                .bind("payment", payment.id())
                .bind("kind", what.name())
                .bind("reference", lowering.reference())
                .bind("amount", part.fen())
                .bind("said", lowering.said())
                .bind("holds", lowering.holds())
                .bind("before", payment.state().isOpen() && what == PaymentDifference.Kind.REFUND)
                .fetch()
                .rowsUpdated()
                .filter(inserted -> inserted == 1)
                .flatMap(inserted -> audit.record(
                                by, "payment.lowered", "payment", payment.id(), figures(id, what, part))
                        .thenReturn(id + " " + what + " " + part.fen()));
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

    public static Map<String, Object> figures(UUID id, PaymentDifference.Kind what, Money amount) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("differenceId", id.toString());
        figures.put("kind", what.name());
        figures.put("amountInFen", amount.fen());
        return figures;
    }
}
