package org.ziyuan.marketplace.allocation;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.number;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How a run differs from what the schools were given in the same year before it was computed. It counts what any bureau
 * gave, in sum and school by school.
 */
@Component
public class AllocationDifference {

    private static final String BOTH = """
            with given as (
              select school_id, before_in_fen as fen from allocation_line where run_id = :run
              union all
              select g.school_id, g.fen from line_given g
               where :undecided and g.fund_code = :fund and g.fiscal_year = :year
                 and exists (select from organization o where o.id = g.school_id
                                and (o.path = :path or starts_with(o.path, :path || '.')) offset 0)
                 and not exists (
                   select from (select m.run_id from allocation_line m where m.budget_line_id = g.budget_line_id offset 0) m
                    where m.run_id = :run)),
            before as (select school_id, sum(fen)::bigint as amount_in_fen from given group by 1 having sum(fen) > 0),
            present as (select * from allocation_school where run_id = :run),
            both_runs as (
              select o.code, o.name, coalesce(n.school_id, b.school_id) as school_id,
                     coalesce(b.amount_in_fen, 0) as before_in_fen, coalesce(n.amount_in_fen, 0) as now_in_fen,
                     case when b.school_id is null then 'added' when n.school_id is null then 'gone'
                       when b.amount_in_fen = n.amount_in_fen then 'same' else 'changed' end as kind
                from present n full join before b using (school_id)
                join organization o on o.id = coalesce(n.school_id, b.school_id))
            """;

    private final DatabaseClient database;
    private final AllocationRuns runs;

    AllocationDifference(DatabaseClient database, AllocationRuns runs) {
        this.database = database;
        this.runs = runs;
    }

    /**
     * The sums of a comparison.
     *
     * @param comparedWith the same bureau's run before, null when there is none
     */
    public record Summary(
            @Nullable UUID comparedWith, int added, int changed, int same, int gone, Money before, Money now) {}

    /**
     * One school in both runs.
     *
     * @param kind added, changed, same or gone
     */
    public record SchoolDifference(UUID schoolId, String code, String name, String kind, Money before, Money now) {

        /** Whether the school is in the later run: only that explains an amount. */
        public boolean remains() {
            return !kind.equals("gone");
        }
    }

    /** @throws org.ziyuan.marketplace.refusal.Refusal {@code allocation-not-found} */
    public Mono<Summary> summary(UUID runId, Actor actor) {
        return runs.find(runId, actor)
                .flatMap(run -> bothRuns(run, """
                        select (count(*) filter (where kind = 'added'))::int as added,
                               (count(*) filter (where kind = 'changed'))::int as changed,
                               (count(*) filter (where kind = 'same'))::int as same,
                               (count(*) filter (where kind = 'gone'))::int as gone,
                               coalesce(sum(before_in_fen), 0)::bigint as before_in_fen,
                               coalesce(sum(now_in_fen), 0)::bigint as now_in_fen
                          from both_runs
                        """)
                        .map(row -> new Summary(
                                run.previousId(),
                                number(row, "added"),
                                number(row, "changed"),
                                number(row, "same"),
                                number(row, "gone"),
                                fen(row, "before_in_fen"),
                                fen(row, "now_in_fen")))
                        .one());
    }

    /**
     * The schools by their code.
     *
     * @param kind only those added, changed, same or gone; null for all
     * @param sought words of the school and its code; its place is the code of the last school of the page before
     */
    public Mono<Page<SchoolDifference>> schools(UUID runId, @Nullable String kind, Sought sought, Actor actor) {
        return runs.find(runId, actor)
                .flatMap(run -> schools(run, kind, sought, sought.place(), Page.size(sought.limit())));
    }

    /** All schools of that kind that are sought, by their code, read in large pages as they are asked for. */
    public Flux<SchoolDifference> all(UUID runId, @Nullable String kind, Sought sought, Actor actor) {
        return runs.find(runId, actor)
                .flatMapMany(run -> Page.follow(
                        schools(run, kind, sought, "", Page.OF_A_FILE),
                        next -> schools(run, kind, sought, next, Page.OF_A_FILE)));
    }

    private Mono<Page<SchoolDifference>> schools(
            AllocationRun run, @Nullable String kind, Sought sought, String after, int size) {
        return sought.bindWords(bothRuns(run, """
                        select * from both_runs
                         where code > :after and (kind = :kind or :kind is null) %s order by code limit :rows
                        """.formatted(Sought.found("code", "name"))))
                .bind("after", after)
                .bind("kind", Parameter.fromOrEmpty(kind, String.class))
                .bind("rows", size + 1)
                .map(Rows.as(SchoolDifference.class))
                .all()
                .collectList()
                .map(rows -> page(rows, size));
    }

    private DatabaseClient.GenericExecuteSpec bothRuns(AllocationRun run, String asked) {
        return database.sql(BOTH + asked)
                .bind("run", run.id())
                .bind("path", run.bureauPath())
                .bind("fund", run.fundCode())
                .bind("year", run.fiscalYear())
                .bind("undecided", run.state() == AllocationRun.State.COMPUTED);
    }

    private static Page<SchoolDifference> page(List<SchoolDifference> rows, int size) {
        return rows.size() <= size
                ? new Page<>(rows, null)
                : new Page<>(rows.subList(0, size), rows.get(size - 1).code());
    }
}
