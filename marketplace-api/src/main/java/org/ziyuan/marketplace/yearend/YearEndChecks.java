package org.ziyuan.marketplace.yearend;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.text;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
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
        return CloseFindings.of(database, scope).flatMap(found -> found.refuse(scope.fiscalYear(), releaseOpen));
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
}
