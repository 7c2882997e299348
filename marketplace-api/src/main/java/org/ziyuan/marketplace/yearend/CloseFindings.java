package org.ziyuan.marketplace.yearend;

import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** What was found in the books that are to be closed. */
record CloseFindings(
        long lines,
        boolean known,
        boolean running,
        boolean laterClosed,
        boolean openBelow,
        long open,
        long openInFen,
        long underWay,
        long underWayInFen) {

    static Mono<CloseFindings> of(DatabaseClient database, YearEndScope scope) {
        return scope.bindTo(database.sql(YearEndScope.OPEN_LINES + """
                        select (select count(*) from scope) as lines,
                               exists (select from budget_line l join organization o on o.id = l.organization_id
                                        where l.fiscal_year = :year
                                          and (o.id = :organization or (:subtree and starts_with(o.path, :under)))) as known,
                               exists (select from year_end_item i join scope s using (organization_id, fiscal_year)
                                        where not i.done) as running,
                               exists (select from closed_year y join scope s using (organization_id)
                                        where y.fiscal_year > :year and y.reopened_at is null) as later_closed,
                               exists (select from budget_line b join scope n on n.id = b.control_node_id
                                        where b.id not in (select id from scope)
                                          and not exists (select from closed_year y
                                                where y.organization_id = b.organization_id
                                                  and y.fiscal_year = b.fiscal_year and y.reopened_at is null)) as open_below,
                               count(*) filter (where a.code = 'B210' and a.credits_posted > a.debits_posted) as open,
                               coalesce(sum(a.credits_posted - a.debits_posted) filter (where a.code = 'B210'), 0)::bigint
                                 as open_in_fen,
                               count(*) filter (where a.debits_pending > 0) as under_way,
                               coalesce(sum(a.debits_pending), 0)::bigint as under_way_in_fen
                          from scope x
                          join line_balance s on s.budget_line_id = x.id
                               and (s.debits_pending > 0 or (s.code = 'B210' and s.credits_posted > s.debits_posted))
                          join account a on a.budget_line_id = s.budget_line_id and a.code = s.code
                        """))
                .map(Rows.as(CloseFindings.class))
                .one();
    }

    /** Refuses with the first thing that stands in the way. */
    Mono<Void> refuse(int fiscalYear, boolean releaseOpen) {
        if (lines == 0) {
            return no(known ? "fiscal-year-closed" : "fiscal-year-unknown", fiscalYear);
        }
        if (running) {
            return no("year-end-running", fiscalYear);
        }
        if (laterClosed) {
            return no("later-year-closed", fiscalYear);
        }
        if (openBelow) {
            return no("year-end-open-below", fiscalYear);
        }
        if (underWay > 0) {
            return Mono.error(counted("year-end-payments-under-way", underWay, underWayInFen));
        }
        return open > 0 && !releaseOpen
                ? Mono.error(counted("year-end-requisitions-open", open, openInFen))
                : Mono.empty();
    }

    private static Mono<Void> no(String code, int fiscalYear) {
        return Mono.error(Refusal.conflict(code).with("fiscalYear", fiscalYear));
    }

    static Refusal counted(String code, long number, long amountInFen) {
        return Refusal.conflict(code).with("count", number).with("amount", Money.ofFen(amountInFen));
    }
}
