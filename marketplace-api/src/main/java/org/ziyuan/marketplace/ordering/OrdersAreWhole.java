package org.ziyuan.marketplace.ordering;

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
                         order by o.id, reason
                        """)
                .map(row -> new Violation("purchase_order " + row.get("id"), String.valueOf(row.get("why"))))
                .all();
    }
}
