package org.ziyuan.marketplace.allocation;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import org.ziyuan.marketplace.transaction.StatementTime;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;
import reactor.core.publisher.Mono;

/** All runs, each seen by the bureau that allocates and by those above it. */
@Component
public class AllocationRuns implements WorkSource {

    private static final String SEEN = Sight.over("r.bureau_id", "r.bureau_path");

    private static final String WORK = """
            select r.id, r.id as target, '' as number, o.name || ' ' || r.fiscal_year as about,
                   name_and_place(r.computed_by, r.computed_by_name, r.computed_at) as who,
                   r.total_in_fen as amount_in_fen, r.computed_at as since, cast(null as timestamptz) as due_at
              from allocation_run r join organization o on o.id = r.bureau_id
             where r.state = 'COMPUTED' and r.computed_by is distinct from :person and %s
            """.formatted(SEEN);

    private final DatabaseClient database;

    AllocationRuns(DatabaseClient database) {
        this.database = database;
    }

    /** Somebody else than who computed it approves it. */
    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("allocation", Set.of(Role.bureaus()), WORK));
    }

    /** @throws Refusal {@code allocation-not-found}, also for one the actor may not see */
    public Mono<AllocationRun> find(UUID id, Actor actor) {
        Mono<AllocationRun> found = Sight.ALLOCATIONS
                .bindTo(database.sql(AllocationRun.COLUMNS + " where r.id = :id and " + SEEN), actor)
                .bind("id", id)
                .map(Rows.as(AllocationRun.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("allocation", id)));
        return AskedOnce.of(found, "allocation", id, actor);
    }

    /**
     * The runs the actor may see, the newest first.
     *
     * @param fiscalYear only of this year, or null for all
     */
    public Mono<Page<AllocationRun>> list(Actor actor, @Nullable Integer fiscalYear, Sought sought) {
        return sought.bindTo(Sight.ALLOCATIONS
                        .bindTo(
                                database.sql(AllocationRun.COLUMNS + " where " + SEEN + """
                                   and (r.fiscal_year = :year or :year is null)
                                """
                                        + Sought.newestFirst(
                                                "r.computed_at",
                                                "r.id",
                                                "o.name",
                                                "r.computed_by_name",
                                                "r.fiscal_year")),
                                actor)
                        .bind("year", Parameter.fromOrEmpty(fiscalYear, Integer.class)))
                .map(Rows.as(AllocationRun.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, run -> new Cursor(run.computedAt(), run.id())));
    }

    /** Thirty thousand schools may take longer than a statement of a person may, until the transaction ends. */
    Mono<Void> takeTheirTime() {
        return database.sql(StatementTime.upTo(Duration.ofSeconds(60))).then();
    }

    /** Locks the run until the transaction ends; the actor is not asked for. */
    Mono<AllocationRun> lock(UUID id) {
        return database.sql(AllocationRun.COLUMNS + " where r.id = :id for update of r")
                .bind("id", id)
                .map(Rows.as(AllocationRun.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("allocation", id)));
    }

    /** The same, if the actor may decide on it: it is his own bureau's or that of one below. */
    Mono<AllocationRun> lockFor(UUID id, Actor actor) {
        return lock(id).then(find(id, actor));
    }
}
