package org.ziyuan.marketplace.payment.invariant;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import reactor.core.publisher.Flux;

/** A paid order, a settled payment and an expenditure in the budget book: where one is, the other two are. */
@Component
class PaymentsAreWhole implements Invariant {

    private final DatabaseClient database;

    PaymentsAreWhole(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "payment-is-whole";
    }

    @Override
    public Flux<Violation> check() {
        return database.sql("""
                        select 'payment ' || p.id as culprit, reason as why from payment p, lateral payment_gaps(p) reason
                        union all
                        select 'purchase_order ' || o.id, o.number || ': ' || reason
                          from purchase_order o, lateral purchase_order_payment_gaps(o) reason
                        union all
                        select 'payment ' || p.id, 'it is ' || p.state || ' and nobody said so'
                          from payment p
                         where p.state in ('SETTLED', 'FAILED') and not exists (
                           select from payment_attempt a where a.payment_id = p.id and a.outcome = lower(p.state))
                        union all
                        select 'journal ' || j.id, 'it posts ' || j.kind || ' for a payment that is ' || coalesce(p.state, 'missing')
                          from journal j left join payment p on p.id = j.document_id
                         where (j.kind = 'payment-settled' and p.state is distinct from 'SETTLED')
                            or (j.kind = 'payment-failed' and p.state is distinct from 'FAILED')
                        order by 1, 2
                        """)
                .map(row -> new Violation(String.valueOf(row.get("culprit")), String.valueOf(row.get("why"))))
                .all();
    }
}
