package org.ziyuan.marketplace.yearend;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.text;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.yearend.YearEndRun.Kind;
import org.ziyuan.marketplace.yearend.YearEndRun.State;
import reactor.core.publisher.Mono;

/** What stands in the way of a close or of its reopening, said before anything is done. */
@Component
class YearEndChecks {

    private final DatabaseClient database;

    YearEndChecks(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> beforeClose(YearEndScope scope, boolean releaseOpen) {
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
                .map(Rows.as(Findings.class))
                .one()
                .flatMap(found -> found.refuse(scope.fiscalYear(), releaseOpen));
    }

    Mono<Void> beforeReopening(YearEndRun close) {
        if (close.kind() != Kind.CLOSE || close.state() != State.DONE) {
            return Mono.error(Refusal.conflict("year-end-not-reopenable").with("state", close.state()));
        }
        return database.sql("""
                        select exists (select from year_end_run where reopens = :close) as reopened,
                               exists (select from closed_year y join year_end_item i using (organization_id)
                                        where i.run_id = :close and y.fiscal_year > i.fiscal_year
                                          and y.reopened_at is null) as later_closed
                        """)
                .bind("close", close.id())
                .map(row -> flag(row, "reopened")
                        ? "year-end-not-reopenable"
                        : flag(row, "later_closed") ? "later-year-closed" : "")
                .one()
                .flatMap(code -> code.isEmpty()
                        ? carriedMoneyIsThere(close)
                        : Mono.error(Refusal.conflict(code)
                                .with("state", close.state())
                                .with("fiscalYear", close.fiscalYear())));
    }

    /** What was carried can only be taken back while it is still where the close has put it. */
    private Mono<Void> carriedMoneyIsThere(YearEndRun close) {
        return database.sql("""
                        select b.name, a.credits_posted - a.debits_posted - a.debits_pending as available, x.fen as requested
                          from (select l.credit_account, sum(l.amount_in_fen)::bigint as fen
                                  from journal j join leg l on l.journal_id = j.id
                                 where j.document_id = :close group by 1) x
                          join account a on a.id = x.credit_account
                          join budget_line b on b.id = a.budget_line_id
                         where b.fiscal_year > :year and a.credits_posted - a.debits_posted - a.debits_pending < x.fen
                         order by b.id limit 1
                        """)
                .bind("close", close.id())
                .bind("year", close.fiscalYear())
                .map(row -> Refusal.conflict("carried-money-used")
                        .with("line", text(row, "name"))
                        .with("available", fen(row, "available"))
                        .with("requested", fen(row, "requested")))
                .one()
                .flatMap(Mono::error);
    }

    private record Findings(
            long lines,
            boolean known,
            boolean running,
            boolean laterClosed,
            boolean openBelow,
            long open,
            long openInFen,
            long underWay,
            long underWayInFen) {

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
    }

    static Refusal counted(String code, long number, long amountInFen) {
        return Refusal.conflict(code).with("count", number).with("amount", Money.ofFen(amountInFen));
    }
}
