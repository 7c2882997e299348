package org.ziyuan.marketplace.execution;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;

/** What every line of an organization, and every one of its children, holds in each state of money. */
@Component
class BranchRows {

    private static final String BUCKETS = """
            coalesce(sum(held) filter (where bucket = 'B110'), 0)::bigint as unreleased,
            coalesce(sum(held) filter (where bucket = 'B200'), 0)::bigint as available,
            coalesce(sum(held) filter (where bucket = 'B210'), 0)::bigint as reserved,
            coalesce(sum(held) filter (where bucket = 'B220'), 0)::bigint as encumbered,
            coalesce(sum(held) filter (where bucket in ('B225', 'B230')), 0)::bigint as accepted,
            coalesce(sum(held) filter (where bucket = 'B240'), 0)::bigint as spent,
            coalesce(sum(held) filter (where bucket = 'B250'), 0)::bigint as carried_forward,
            coalesce(sum(held) filter (where bucket = 'B260'), 0)::bigint as lapsed
            """;

    /** What lapsed stands on one account per fund and year; whose it was is told by the legs that brought it there. */
    private static final String HELD = """
            , lapse as (
              select a.id from fund f
                join account a on a.key = account_key('B260', 'fund-year', f.code, :year, null, null, null)),
            held as (
              select l.id, l.step, b.code as bucket, b.credits_posted - b.debits_posted as held
                from line l join line_balance b on b.budget_line_id = l.id
              union all
              select l.id, l.step, 'B260', g.amount_in_fen
                from lapse join leg g on g.credit_account = lapse.id
                join account a on a.id = g.debit_account join line l on l.id = a.budget_line_id
              union all
              select l.id, l.step, 'B260', -g.amount_in_fen
                from lapse join leg g on g.debit_account = lapse.id
                join account a on a.id = g.credit_account join line l on l.id = a.budget_line_id)
            """;

    private final DatabaseClient database;

    BranchRows(DatabaseClient database) {
        this.database = database;
    }

    Flux<BranchRow> lines(Extent extent, int most) {
        return extent.own()
                .bind(database.sql(extent.lines() + HELD + """
                        select b.id, 'line' as kind, line_title(f.name_zh, b.name) as name, '' as place, %s
                          from line l join budget_line b on b.id = l.id join fund f on f.code = b.fund_code
                          left join held h on h.id = l.id
                         group by b.id, b.name, f.name_zh, f.sort order by f.sort, b.name, b.id limit :most
                        """.formatted(BUCKETS)))
                .bind("most", most)
                .map(Rows.as(BranchRow.class))
                .all();
    }

    Flux<BranchRow> children(Extent extent, int most) {
        return extent.bind(database.sql(extent.lines() + HELD + """
                        , sums as (select step, %s from held where step <> '' group by step)
                        select o.id, coalesce(o.kind, 'place') as kind, coalesce(o.name, s.step) as name,
                               s.step as place, s.unreleased, s.available, s.reserved, s.encumbered, s.accepted, s.spent,
                               s.carried_forward, s.lapsed
                          from sums s left join %s o on o.path = :path || '.' || s.step
                         order by s.step limit :most
                        """.formatted(BUCKETS, extent.organizations())))
                .bind("most", most)
                .map(Rows.as(BranchRow.class))
                .all();
    }
}
