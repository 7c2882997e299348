package org.ziyuan.marketplace.adjustment;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/**
 * Two lines between which money is to move.
 *
 * @param within whether both serve the same purpose
 * @param samePurse whether they draw on the same money
 */
record LinePair(String fromName, String toName, int fromYear, int toYear, boolean within, boolean samePurse) {

    static Mono<LinePair> of(DatabaseClient database, UUID from, UUID to) {
        return database.sql("""
                        select f.name as from_name, t.name as to_name, f.fiscal_year as from_year, t.fiscal_year as to_year,
                               within_purpose(f, t) as within, control_root(f.id) = control_root(t.id) as same_purse
                          from budget_line f, budget_line t where f.id = :from and t.id = :to
                        """)
                .bind("from", from)
                .bind("to", to)
                .map(Rows.as(LinePair.class))
                .one();
    }

    Mono<Void> refuse() {
        if (fromYear != toYear) {
            return no("budget-lines-of-different-years");
        }
        if (!within) {
            return no("purpose-forbids");
        }
        return samePurse ? no("transfer-within-one-purse") : Mono.empty();
    }

    private Mono<Void> no(String code) {
        return Mono.error(Refusal.conflict(code).with("from", fromName).with("to", toName));
    }
}
