package org.ziyuan.marketplace.payment.invariant;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import reactor.core.publisher.Flux;

/** Whatever is set aside or spent for an order, a payment of that order over that amount says so (I11). */
@Component
class SpendingHasItsPayments implements Invariant {

    private final DatabaseClient database;

    SpendingHasItsPayments(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "payment-backs-spending";
    }

    @Override
    public Flux<Violation> check() {
        return Invariant.contradictedBy(database, code(), """
                        with moved as (
                          select j.id, j.kind, j.document_id, a.document_id as order_id, sum(l.amount_in_fen) as fen
                            from journal j join leg l on l.journal_id = j.id join account a on a.id = l.debit_account
                           where j.kind in ('payment-instructed', 'payment-settled')
                           group by j.id, j.kind, j.document_id, a.document_id)
                        select 'journal ' || m.id as row_name, m.kind || ' moves ' || m.fen || ' fen of order ' || m.order_id
                               || coalesce(', its payment is of ' || p.amount_in_fen || ' for order ' || p.order_id,
                                           ' without a payment') as why
                          from moved m left join payment p on p.id = m.document_id
                         where p.id is null or p.order_id is distinct from m.order_id or m.fen > p.amount_in_fen
                            or (m.kind = 'payment-instructed' and m.fen <> p.amount_in_fen)
                         order by m.id
                        """).check();
    }
}
