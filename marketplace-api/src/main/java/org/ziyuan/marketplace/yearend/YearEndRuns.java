package org.ziyuan.marketplace.yearend;

import static org.ziyuan.marketplace.row.Columns.id;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All closes and reopenings, each seen by the organization it began at and by who is above it. */
@Component
public class YearEndRuns {

    private static final String RUN = """
            select r.* from year_end_run r join organization o on o.id = r.organization_id
             where %s
            """.formatted(Sight.over("o"));

    private final DatabaseClient database;

    YearEndRuns(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What a run has moved on one line, as the ledger has it.
     *
     * @param kind the journals' kind, such as {@code year-end-balance-carried}
     * @param amount what left the line's buckets of the year that closes
     */
    public record Moved(
            UUID budgetLineId, String organization, String lineName, String kind, long journals, Money amount) {}

    /** @throws Refusal {@code year-end-not-found}, also for what the actor may not see */
    public Mono<YearEndRun> find(UUID id, Actor actor) {
        return Sight.MONEY
                .bindTo(database.sql(RUN + " and r.id = :id").bind("id", id), actor)
                .map(YearEndRun::from)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("year-end", id)));
    }

    /** The reopening that took a close back; empty while it stands. */
    public Mono<YearEndRun> reopeningOf(UUID closeId, Actor actor) {
        return Sight.MONEY
                .bindTo(database.sql(RUN + " and r.reopens = :close").bind("close", closeId), actor)
                .map(YearEndRun::from)
                .one();
    }

    /** What the actor may see, the newest first. */
    public Mono<Page<YearEndRun>> list(Actor actor, Sought sought) {
        return sought.bindTo(Sight.MONEY.bindTo(
                        database.sql(RUN + Sought.newestFirst("r.requested_at", "r.id", "o.name", "r.fiscal_year")),
                        actor))
                .map(YearEndRun::from)
                .all()
                .collectList()
                .map(rows -> sought.page(rows, run -> new Cursor(run.requestedAt(), run.id())));
    }

    /** What a close has moved, read from its journals: so many lines with all that happened to each, after this line. */
    public Flux<Moved> moved(UUID runId, UUID afterLine, int lines, Actor actor) {
        return find(runId, actor)
                .flatMapMany(run -> database.sql("""
                        with moved as (
                          select a.budget_line_id, j.kind, count(distinct j.id) as journals,
                                 sum(l.amount_in_fen)::bigint as fen
                            from journal j join leg l on l.journal_id = j.id join account a on a.id = l.debit_account
                           where j.document_id = :run and a.budget_line_id > :after group by 1, 2),
                        page as (select distinct budget_line_id from moved order by 1 limit :rows)
                        select b.id as budget_line_id, o.name as organization, b.name as line_name, x.kind, x.journals, x.fen as amount
                          from page join moved x using (budget_line_id) join budget_line b on b.id = x.budget_line_id
                          join organization o on o.id = b.organization_id
                         order by b.id, x.kind
                        """)
                        .bind("run", run.id())
                        .bind("after", afterLine)
                        .bind("rows", Page.size(lines))
                        .map(Rows.as(Moved.class))
                        .all());
    }

    /** Finds any run, for the work itself, which has no sight. */
    Mono<YearEndRun> any(UUID id) {
        return database.sql("select * from year_end_run where id = :id")
                .bind("id", id)
                .map(YearEndRun::from)
                .one();
    }
}
