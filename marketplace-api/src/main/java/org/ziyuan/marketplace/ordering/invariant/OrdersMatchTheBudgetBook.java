package org.ziyuan.marketplace.ordering.invariant;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import reactor.core.publisher.Flux;

/**
 * The budget book holds an order's total in the bucket that its state says. An order that came to nothing holds
 * nothing.
 */
@Component
class OrdersMatchTheBudgetBook implements Invariant {

    private final DatabaseClient database;

    OrdersMatchTheBudgetBook(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "order-matches-budget-book";
    }

    @Override
    public Flux<Violation> check() {
        return database.sql("""
                        with held as (
                          select document_id as order_id,
                                 coalesce(sum(credits_posted - debits_posted) filter (where code = 'B220'), 0) as promised,
                                 coalesce(sum(credits_posted - debits_posted) filter (where code = 'B230'), 0) as owed,
                                 coalesce(sum(credits_posted - debits_posted) filter (where code = 'B240'), 0) as paid
                            from account where code in ('B220', 'B230', 'B240') group by document_id),
                        expected as (
                          select o.id, o.number, o.state,
                                 case when o.state in ('ISSUED', 'CONFIRMED', 'TO_MEND') then o.total_in_fen else 0 end as promised,
                                 case when o.state in ('ACCEPTED', 'INVOICED', 'PAYMENT_INSTRUCTED') then o.total_in_fen
                                      when o.state = 'PAID' then coalesce(x.never_settled - x.given_back, 0)
                                      else 0 end as owed,
                                 case when o.state = 'PAID'
                                      then o.total_in_fen - coalesce(x.never_settled + x.taken_back, 0) else 0 end as paid
                            from purchase_order o left join order_lowered x on x.order_id = o.id)
                        select e.id, e.number || ' is ' || e.state || ': promised ' || coalesce(h.promised, 0)
                               || ' of ' || e.promised || ', owed ' || coalesce(h.owed, 0) || ' of ' || e.owed
                               || ', paid ' || coalesce(h.paid, 0) || ' of ' || e.paid || ' fen' as why
                          from expected e left join held h on h.order_id = e.id
                         where (e.promised, e.owed, e.paid)
                               is distinct from (coalesce(h.promised, 0), coalesce(h.owed, 0), coalesce(h.paid, 0))
                         order by e.id
                        """)
                .map(row -> new Violation("purchase_order " + row.get("id"), String.valueOf(row.get("why"))))
                .all();
    }
}
