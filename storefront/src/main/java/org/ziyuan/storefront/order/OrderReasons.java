package org.ziyuan.storefront.order;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Why an order ended without delivery, in the words of the person who ended it. */
@Component
public class OrderReasons {

    private final DatabaseClient database;

    OrderReasons(DatabaseClient database) {
        this.database = database;
    }

    /** Empty where the order did not end so. Only for somebody who may see the order. */
    public Mono<String> of(UUID order) {
        return database.sql("""
                        select detail ->> 'reason' from audit_entry
                         where subject_id = :order and detail ->> 'reason' is not null
                           and action in ('purchase-order-declined', 'purchase-order-cancelled')
                         order by at desc limit 1
                        """).bind("order", order).mapValue(String.class).one();
    }
}
