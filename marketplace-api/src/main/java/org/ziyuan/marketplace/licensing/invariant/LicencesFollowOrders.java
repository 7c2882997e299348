package org.ziyuan.marketplace.licensing.invariant;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import reactor.core.publisher.Flux;

/** Every licence is what an order line bought, encumbered, and in force only when the vendor has confirmed. */
@Component
class LicencesFollowOrders implements Invariant {

    private final DatabaseClient database;

    LicencesFollowOrders(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "licence-follows-order";
    }

    @Override
    public Flux<Violation> check() {
        return database.sql("select l.id, reason from licence l, lateral licence_gaps(l) reason order by l.id, reason")
                .map(row -> new Violation("licence " + row.get("id"), String.valueOf(row.get("reason"))))
                .all();
    }
}
