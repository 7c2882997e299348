package org.ziyuan.marketplace.execution;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tree of money from province to school: for one organization the sum of everything, its lines and its children. */
@Component
public class ExecutionTree {

    /** More children than any county has; what came beyond would be missing from the sum, so it is refused. */
    private static final int MOST_ROWS = 5_000;

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
    private final Extents extents;

    ExecutionTree(DatabaseClient database, Extents extents) {
        this.database = database;
        this.extents = extents;
    }

    /**
     * One organization of the tree.
     *
     * @param way the organizations from the actor's own down to this one, this one last
     * @param rows its own lines, then its children by their place; they add up to {@code whole}
     */
    public record Branch(UUID id, String name, String kind, List<Above> way, Execution whole, List<BranchRow> rows) {
        public Branch {
            way = List.copyOf(way);
            rows = List.copyOf(rows);
        }
    }

    /** An organization on the way down to the one that is shown. */
    public record Above(UUID id, String name) {}

    /** @throws Refusal {@code organization-not-found}; {@code too-many-rows} beyond five thousand children */
    public Mono<Branch> of(Question question, Actor actor) {
        return extents.of(question, actor)
                .flatMap(extent -> Flux.concat(lines(extent), children(extent))
                        .collectList()
                        .flatMap(rows -> rows.size() > MOST_ROWS
                                ? Mono.error(
                                        () -> Refusal.conflict("too-many-rows").with("most", MOST_ROWS))
                                : way(extent, actor).map(way -> branch(extent, way, rows))));
    }

    private Mono<List<Above>> way(Extent extent, Actor actor) {
        return Sight.MONEY
                .bindTo(database.sql("""
                        select o.id, o.name from organization o
                         where (o.path = :path or starts_with(:path, o.path || '.')) and %s
                         order by length(o.path)
                        """.formatted(Sight.over("o"))).bind("path", extent.path()), actor)
                .map(Rows.as(Above.class))
                .all()
                .collectList();
    }

    private static Branch branch(Extent extent, List<Above> way, List<BranchRow> rows) {
        Execution whole = rows.stream().map(BranchRow::execution).reduce(Execution.NOTHING, Execution::plus);
        return new Branch(extent.id(), extent.name(), extent.kind(), way, whole, rows);
    }

    private Flux<BranchRow> lines(Extent extent) {
        return extent.own()
                .bind(database.sql(Extent.LINES + HELD + """
                        select b.id, 'line' as kind, line_title(f.name_zh, b.name) as name, '' as place, %s
                          from line l join budget_line b on b.id = l.id join fund f on f.code = b.fund_code
                          left join held h on h.id = l.id
                         group by b.id, b.name, f.name_zh, f.sort order by f.sort, b.name, b.id limit :most
                        """.formatted(BUCKETS)))
                .bind("most", MOST_ROWS + 1)
                .map(Rows.as(BranchRow.class))
                .all();
    }

    private Flux<BranchRow> children(Extent extent) {
        return extent.bind(database.sql(Extent.LINES + HELD + """
                        , sums as (select step, %s from held where step <> '' group by step)
                        select o.id, coalesce(o.kind, 'place') as kind, coalesce(o.name, s.step) as name,
                               s.step as place, s.unreleased, s.available, s.reserved, s.encumbered, s.accepted, s.spent,
                               s.carried_forward, s.lapsed
                          from sums s left join organization o on o.path = :path || '.' || s.step
                         order by s.step limit :most
                        """.formatted(BUCKETS)))
                .bind("most", MOST_ROWS + 1)
                .map(Rows.as(BranchRow.class))
                .all();
    }
}
