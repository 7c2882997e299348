package org.ziyuan.marketplace.ordering.invariant;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import reactor.core.publisher.Flux;

/** An order's total is that of its lines, and its history, papers, news and licences say what its state says. */
@Component
class OrdersAreWhole implements Invariant {

    private final DatabaseClient database;

    OrdersAreWhole(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "order-is-whole";
    }

    @Override
    public Flux<Violation> check() {
        return database.sql("""
                        select o.id, o.number || ': ' || reason as why
                          from purchase_order o, lateral purchase_order_gaps(o) reason
                        union all
                        select o.id, o.number || ': step ' || e.seq || ' of its history does not follow from the one before'
                          from (select *, lag(to_state) over steps as before, row_number() over steps as expected
                                  from purchase_order_event window steps as (partition by order_id order by seq)) e
                          join purchase_order o on o.id = e.order_id
                         where e.seq <> e.expected or e.from_state is distinct from e.before
                         order by 1, 2
                        """)
                .map(row -> new Violation("purchase_order " + row.get("id"), String.valueOf(row.get("why"))))
                .all();
    }
}
