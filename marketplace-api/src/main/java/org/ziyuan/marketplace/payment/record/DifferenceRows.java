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
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** The rows of what lowers payments: looked up, renamed, changed and added up. */
@Component
public class DifferenceRows {

    private final DatabaseClient database;
    private final AuditLog audit;

    DifferenceRows(DatabaseClient database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** The new word about one that is known; what was booked and is taken back is one of its own. @return whether it is */
    Mono<Boolean> change(Payment payment, Lowering lowering) {
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

    Mono<Money> sum(Payment payment, String which) {
        return database.sql("""
                        select coalesce(sum(amount_in_fen), 0)::bigint from payment_difference
                         where payment_id = :payment and kind = 'REFUND' and
                        """ + which)
                .bind("payment", payment.id())
                .mapValue(Long.class)
                .one()
                .map(Money::ofFen);
    }

    Mono<Void> name(Payment payment, Lowering lowering) {
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

    Mono<String> insert(Payment payment, PaymentDifference.Kind what, Lowering lowering, Money part, Actor by) {
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

    public static Map<String, Object> figures(UUID id, PaymentDifference.Kind what, Money amount) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("differenceId", id.toString());
        figures.put("kind", what.name());
        figures.put("amountInFen", amount.fen());
        return figures;
    }
}
