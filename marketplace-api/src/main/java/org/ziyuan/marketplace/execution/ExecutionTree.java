package org.ziyuan.marketplace.execution;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.together.AskedTogether;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tree of money from province to school: for one organization the sum of everything, its lines and its children. */
@Component
public class ExecutionTree {

    /** More children than any county has; what came beyond would be missing from the sum, so it is refused. */
    private static final int MOST_ROWS = 5_000;

    private final DatabaseClient database;
    private final Extents extents;
    private final BranchRows branchRows;

    ExecutionTree(DatabaseClient database, Extents extents, BranchRows branchRows) {
        this.database = database;
        this.extents = extents;
        this.branchRows = branchRows;
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
                .flatMap(extent -> AskedTogether.of(Mono.zip(
                        Flux.mergeSequential(
                                        branchRows.lines(extent, MOST_ROWS + 1),
                                        branchRows.children(extent, MOST_ROWS + 1))
                                .collectList(),
                        way(extent, actor),
                        (rows, way) -> branch(extent, way, rows))));
    }

    private Mono<List<Above>> way(Extent extent, Actor actor) {
        GenericExecuteSpec above = database.sql("""
                        select o.id, o.name from %s o
                         where (o.path = :path or starts_with(:path, o.path || '.')) and %s
                         order by length(o.path)
                        """.formatted(extent.organizations(), Sight.over("o")))
                .bind("path", extent.path());
        return Sight.MONEY
                .bindTo(extent.treeOf() == null ? above : above.bind("treeOf", extent.treeOf()), actor)
                .map(Rows.as(Above.class))
                .all()
                .collectList();
    }

    private static Branch branch(Extent extent, List<Above> way, List<BranchRow> rows) {
        if (rows.size() > MOST_ROWS) {
            throw Refusal.conflict("too-many-rows").with("most", MOST_ROWS);
        }
        Execution whole = rows.stream().map(BranchRow::execution).reduce(Execution.NOTHING, Execution::plus);
        return new Branch(extent.id(), extent.name(), extent.kind(), way, whole, rows);
    }
}
