package org.ziyuan.marketplace.yearend;

import static org.ziyuan.marketplace.row.Columns.id;

import java.util.List;
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
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Mono;

/** All closes and reopenings, each seen by the organization it began at and by who is above it. */
@Component
public class YearEndRuns {

    private static final String RUN = """
            select r.id, r.kind, r.fiscal_year, r.organization_id, r.subtree, r.release_open, r.reopens, r.reason, r.state,
                   r.stopped_by_code, r.stopped_by_values, r.organizations, r.organizations_done, r.requested_by,
                   name_and_place(r.requested_by, r.requested_by_name, r.requested_at) as requested_by_name,
                   r.requested_at, r.ended_at
              from year_end_run r join organization o on o.id = r.organization_id
             where %s
            """.formatted(Sight.over("o"));

    private static final UUID BEFORE_ALL = new UUID(0, 0);

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
        Mono<YearEndRun> found = Sight.MONEY
                .bindTo(database.sql(RUN + " and r.id = :id").bind("id", id), actor)
                .map(YearEndRun::from)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("year-end", id)));
        return AskedOnce.of(found, "year-end", id, actor);
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

    /**
     * What a close has moved, read from its journals: so many lines with all that happened to each, by the id of the line.
     *
     * @param sought words of the line and its organization; its place is the last line of the page before
     * @throws Refusal {@code year-end-not-found}, {@code cursor-malformed}
     */
    public Mono<Page<Moved>> moved(UUID runId, Sought sought, Actor actor) {
        int size = Page.size(sought.limit());
        return find(runId, actor)
                .flatMapMany(run -> sought.bindWords(database.sql("""
                        with moved as (
                          select a.budget_line_id, j.kind, count(distinct j.id) as journals,
                                 sum(l.amount_in_fen)::bigint as fen
                            from journal j join leg l on l.journal_id = j.id join account a on a.id = l.debit_account
                           where j.document_id = :run and a.budget_line_id > :after group by 1, 2),
                        page as (
                          select distinct b.id, b.name, o.name as organization
                            from moved m join budget_line b on b.id = m.budget_line_id
                            join organization o on o.id = b.organization_id
                           where true %s order by 1 limit :rows)
                        select p.id as budget_line_id, p.organization, p.name as line_name, m.kind, m.journals, m.fen as amount
                          from page p join moved m on m.budget_line_id = p.id order by p.id, m.kind
                        """.formatted(Sought.found("b.name", "o.name"))))
                        .bind("run", run.id())
                        .bind("after", line(sought.place()))
                        .bind("rows", size + 1)
                        .map(Rows.as(Moved.class))
                        .all())
                .collectList()
                .map(rows -> page(rows, size));
    }

    private static UUID line(String place) {
        try {
            return place.isEmpty() ? BEFORE_ALL : UUID.fromString(place);
        } catch (IllegalArgumentException notOurs) {
            throw Refusal.malformed("cursor-malformed");
        }
    }

    private static Page<Moved> page(List<Moved> rows, int lines) {
        List<UUID> seen = rows.stream().map(Moved::budgetLineId).distinct().toList();
        if (seen.size() <= lines) {
            return new Page<>(rows, null);
        }
        UUID last = seen.get(lines - 1);
        UUID beyond = seen.get(lines);
        List<Moved> shown =
                rows.stream().filter(row -> !row.budgetLineId().equals(beyond)).toList();
        return new Page<>(shown, last.toString());
    }

    /** Finds any run, for the work itself, which has no sight. */
    Mono<YearEndRun> any(UUID id) {
        return database.sql("select * from year_end_run where id = :id")
                .bind("id", id)
                .map(YearEndRun::from)
                .one();
    }
}
