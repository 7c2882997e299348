package org.ziyuan.marketplace.ledger;

import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;

/** Adds up the accounts of lines. */
final class LineBalances {

    private LineBalances() {}

    /**
     * The balance of each line, all zero where nothing was ever given. A line that is bound at a control node can reserve
     * what lies at its topmost node: that is what it has available.
     */
    static Flux<LineBalance> of(DatabaseClient database, Collection<UUID> budgetLineIds) {
        return database.sql("""
                        select line as budget_line_id, coalesce(sum(held) filter (where own), 0)::bigint as appropriated,
                               coalesce(sum(held) filter (where code = 'B200'), 0)::bigint as available,
                               coalesce(sum(held) filter (where code = 'B210'), 0)::bigint as reserved,
                               coalesce(sum(held) filter (where code = 'B220'), 0)::bigint as encumbered,
                               coalesce(sum(held) filter (where code in ('B225', 'B230')), 0)::bigint as accepted,
                               coalesce(sum(held) filter (where code = 'B240'), 0)::bigint as spent,
                               coalesce(sum(version), 0)::bigint as version
                          from unnest(:lines) line
                          left join lateral (
                            select true as own, code, version, credits_posted - debits_posted as held
                              from account where budget_line_id = line
                            union all
                            select false, n.code, n.version, n.credits_posted - n.debits_posted
                              from account n
                             where n.code = 'B200' and n.budget_line_id = nullif(control_root(line), line)) a on true
                         group by line
                        """)
                .bind("lines", budgetLineIds.toArray(UUID[]::new))
                .map(Rows.as(LineBalance.class))
                .all();
    }
}
