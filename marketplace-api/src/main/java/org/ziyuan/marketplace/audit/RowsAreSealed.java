package org.ziyuan.marketplace.audit;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/**
 * Orders, payments, licences, closed years and the rules of posting are as the product last wrote them. None was
 * edited, removed or added past the database's rules. Which tables are sealed, table {@code sealed_table} says.
 */
@Component
class RowsAreSealed implements Invariant {

    private final DatabaseClient database;

    RowsAreSealed(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "rows-are-sealed";
    }

    @Override
    public Flux<Violation> check() {
        return Invariant.contradictedBy(database, code(), "select row_name, why from broken_seals()")
                .check();
    }
}
