package org.ziyuan.marketplace.audit;

import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** A sentence that must be true of the whole database at any moment; {@code verify} checks every one. */
public interface Invariant {

    /** A short stable name, such as {@code journal-balances}. */
    String code();

    /** The rows that contradict the sentence, the first offending one first; empty when it holds. */
    Flux<Violation> check();

    /**
     * The invariant that a query contradicts when it finds anything.
     *
     * @param query gives {@code row_name} and {@code why} for each offending row
     */
    static Invariant contradictedBy(DatabaseClient database, String code, String query) {
        return new Invariant() {
            @Override
            public String code() {
                return code;
            }

            @Override
            public Flux<Violation> check() {
                return database.sql(query)
                        .map(row -> new Violation(String.valueOf(row.get("row_name")), String.valueOf(row.get("why"))))
                        .all();
            }
        };
    }

    /**
     * One offending row.
     *
     * @param row the table and key of the row, such as {@code leg 0192…/2}
     * @param explanation what was expected and what was found
     */
    record Violation(String row, String explanation) {}
}
