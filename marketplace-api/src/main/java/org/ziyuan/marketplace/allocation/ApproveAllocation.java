package org.ziyuan.marketplace.allocation;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.allocation.AllocationRun.State.Event;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Decides on a run: somebody else than who computed it approves it, or it is cancelled; then its posting is ordered. */
@Component
public class ApproveAllocation {

    private final DatabaseClient database;
    private final AllocationRuns runs;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    ApproveAllocation(DatabaseClient database, AllocationRuns runs, AuditLog audit, MoneyTransactions transactions) {
        this.database = database;
        this.runs = runs;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Approves what was computed. Approvals of one fund and year follow one another.
     *
     * @throws Refusal {@code allocation-approver-computed-it}; {@code allocation-outdated} when another run of the year
     *     was decided on since; {@code allocation-below-given} when a line would lose money it was given before; {@code
     *     allocation-given-changed} when a line was cut since it was computed; {@code allocation-state-forbids}
     */
    public Mono<AllocationRun> approve(UUID id, Actor actor) {
        return decide(
                id,
                actor,
                run -> holdYear(run)
                        .then(AllocationRun.State.LIFE_CYCLE.next(run.state(), Event.APPROVE))
                        .delayUntil(to -> mustBeAnother(run, actor)
                                .then(runs.takeTheirTime())
                                .then(refuseOutdated(run))
                                .then(refuseLosses(run))
                                .then(refuseChanged(run)))
                        .flatMap(to -> carry(run, to, "approved", actor))
                        .then(record(actor, "allocation.approved", run)));
    }

    /** Gives it up before anything was posted. @throws Refusal {@code allocation-state-forbids} */
    public Mono<AllocationRun> cancel(UUID id, Actor actor) {
        return decide(
                id,
                actor,
                run -> holdYear(run)
                        .then(AllocationRun.State.LIFE_CYCLE.next(run.state(), Event.CANCEL))
                        .flatMap(to -> carry(run, to, "cancelled", actor))
                        .then(record(actor, "allocation.cancelled", run)));
    }

    /**
     * Orders the posting of what was approved; a background loop does it in portions. Ordered already, nothing is done.
     *
     * @throws Refusal {@code allocation-state-forbids}
     */
    public Mono<AllocationRun> post(UUID id, Actor actor) {
        return decide(id, actor, run -> switch (run.state()) {
            case POSTING, POSTED -> resume(run);
            default ->
                AllocationRun.State.LIFE_CYCLE
                        .next(run.state(), Event.ORDER)
                        .flatMap(to -> carry(run, to, "posting", actor))
                        .then(record(actor, "allocation.posting-ordered", run));
        });
    }

    /** What a refusal had stopped is tried again. */
    private Mono<Void> resume(AllocationRun run) {
        return database.sql("update allocation_run set attention = null where id = :id and attention is not null")
                .bind("id", run.id())
                .then();
    }

    /** @param act the columns that say who did it and when */
    private Mono<Void> carry(AllocationRun run, AllocationRun.State to, String act, Actor actor) {
        return database.sql("""
                        update allocation_run
                           set state = :state, %1$s_by = :person, %1$s_by_name = :name, %1$s_at = clock_timestamp(),
                               row_version = row_version + 1
                         where id = :id
                        """.formatted(act))
                .bind("state", to.name())
                .bind("person", actor.person())
                .bind("name", actor.displayName())
                .bind("id", run.id())
                .then();
    }

    private Mono<AllocationRun> decide(
            UUID id, Actor actor, java.util.function.Function<AllocationRun, Mono<Void>> decision) {
        return transactions
                .execute(Mono.defer(() -> {
                    actor.require(Role.bureaus());
                    return runs.lockFor(id, actor).flatMap(decision);
                }))
                .then(runs.find(id, actor));
    }

    private static Mono<Void> mustBeAnother(AllocationRun run, Actor actor) {
        return actor.person().equals(run.computedBy())
                ? Mono.error(
                        Refusal.forbidden("allocation-approver-computed-it").with("name", run.computedByName()))
                : Mono.empty();
    }

    /** Holds the row of the year, so that the second decision sees what the first has decided. */
    private Mono<Void> holdYear(AllocationRun run) {
        return database.sql("""
                        insert into allocation_year (fund_code, fiscal_year) values (:fund, :year) on conflict do nothing
                        """)
                .bind("fund", run.fundCode())
                .bind("year", run.fiscalYear())
                .then()
                .then(database.sql("""
                                select fiscal_year from allocation_year
                                 where fund_code = :fund and fiscal_year = :year for update
                                """)
                        .bind("fund", run.fundCode())
                        .bind("year", run.fiscalYear())
                        .fetch()
                        .one()
                        .then());
    }

    private Mono<Void> refuseOutdated(AllocationRun run) {
        return database.sql("""
                        select r.id, r.approved_by_name from allocation_run r
                         where r.fund_code = :fund and r.fiscal_year = :year and r.id <> :id
                           and greatest(r.approved_at, r.cancelled_at) > :computed and r.approved_at is not null
                           and (r.bureau_path = :path or starts_with(r.bureau_path, :path || '.')
                                or starts_with(:path, r.bureau_path || '.'))
                         limit 1
                        """)
                .bind("fund", run.fundCode())
                .bind("year", run.fiscalYear())
                .bind("id", run.id())
                .bind("computed", run.computedAt())
                .bind("path", run.bureauPath())
                .map(row -> Refusal.conflict("allocation-outdated")
                        .with("allocation", id(row, "id"))
                        .with("name", text(row, "approved_by_name")))
                .one()
                .flatMap(Mono::error);
    }

    /**
     * A line that gets less than it was given, or that the new run does not know any more, would have to be cut first. By the
     * key of the line (offset 0): nothing tells the planner yet how many lines a new run has.
     */
    private Mono<Void> refuseLosses(AllocationRun run) {
        return database.sql("""
                        select g.line_name as name, o.name as school, g.fen as before_in_fen, n.fen as amount_in_fen,
                               g.budget_line_id
                          from line_given g
                         cross join lateral (
                           select o.name from organization o
                            where o.id = g.school_id and (o.path = :path or starts_with(o.path, :path || '.')) offset 0) o
                         cross join lateral (
                           select coalesce((
                             select l.amount_in_fen
                               from (select * from allocation_line x where x.budget_line_id = g.budget_line_id offset 0) l
                              where l.run_id = :id), 0) as fen) n
                         where g.fund_code = :fund and g.fiscal_year = :year and g.fen > n.fen
                         order by g.budget_line_id limit 1
                        """)
                .bind("fund", run.fundCode())
                .bind("year", run.fiscalYear())
                .bind("path", run.bureauPath())
                .bind("id", run.id())
                .map(row -> Refusal.conflict("allocation-below-given")
                        .with("school", text(row, "school"))
                        .with("line", text(row, "name"))
                        .with("budgetLineId", id(row, "budget_line_id"))
                        .with("given", fen(row, "before_in_fen"))
                        .with("amount", fen(row, "amount_in_fen")))
                .one()
                .flatMap(Mono::error);
    }

    /** What is posted is the difference to what was given when it was computed; a cut since then makes that another one. */
    private Mono<Void> refuseChanged(AllocationRun run) {
        return database.sql("""
                        select l.line_name as name, o.name as school, l.budget_line_id, l.before_in_fen,
                               g.fen as given_in_fen
                          from allocation_line l
                          join organization o on o.id = l.school_id
                         cross join lateral (
                           select coalesce((select g.fen from line_given g
                                             where g.budget_line_id = l.budget_line_id and g.fund_code = :fund
                                               and g.fiscal_year = :year), 0) as fen) g
                         where l.run_id = :id and l.before_in_fen <> g.fen
                         order by l.seq limit 1
                        """)
                .bind("fund", run.fundCode())
                .bind("year", run.fiscalYear())
                .bind("id", run.id())
                .map(row -> Refusal.conflict("allocation-given-changed")
                        .with("school", text(row, "school"))
                        .with("line", text(row, "name"))
                        .with("budgetLineId", id(row, "budget_line_id"))
                        .with("before", fen(row, "before_in_fen"))
                        .with("given", fen(row, "given_in_fen")))
                .one()
                .flatMap(Mono::error);
    }

    private Mono<Void> record(Actor actor, String action, AllocationRun run) {
        return audit.record(
                actor,
                action,
                "allocation",
                run.id(),
                Map.of("fiscalYear", run.fiscalYear(), "totalInFen", run.total().fen()));
    }
}
