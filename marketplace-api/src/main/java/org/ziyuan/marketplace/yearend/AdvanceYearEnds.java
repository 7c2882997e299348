package org.ziyuan.marketplace.yearend;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.problem.RefusalSentences;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.yearend.YearEndRun.Kind;
import org.ziyuan.marketplace.yearend.YearEndRun.State;
import reactor.core.publisher.Mono;

/**
 * Takes running closes and reopenings forward, one chunk of one organization per transaction. The progress is written
 * in the same one: killed anywhere, a run goes on from its last commit. Nodes take turns on a run by its row.
 */
@Component
public class AdvanceYearEnds {

    private final DatabaseClient database;
    private final YearEndRuns runs;
    private final CloseOrganization close;
    private final ReopenOrganization reopen;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    AdvanceYearEnds(
            DatabaseClient database,
            YearEndRuns runs,
            CloseOrganization close,
            ReopenOrganization reopen,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.runs = runs;
        this.close = close;
        this.reopen = reopen;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Does one chunk of the oldest run. @return whether there was anything to do */
    public Mono<Boolean> advance() {
        return oldest().flatMap(this::advance).defaultIfEmpty(false);
    }

    /** Takes runs forward until none is running. */
    public Mono<Void> advanceAll() {
        return advance().expand(more -> more ? advance() : Mono.empty()).then();
    }

    /**
     * Does one chunk of this run. What is refused stops the run and is kept with it; what only fails for the moment is an
     * error, and the chunk is done again.
     *
     * @return whether it may go on
     */
    Mono<Boolean> advance(UUID runId) {
        return transactions
                .execute(Mono.defer(() -> lock(runId).flatMap(this::chunk)))
                .onErrorResume(
                        Refusal.class,
                        refusal ->
                                refusal.kind() == Refusal.Kind.UNAVAILABLE ? Mono.error(refusal) : stop(runId, refusal))
                .defaultIfEmpty(false);
    }

    private Mono<UUID> oldest() {
        return database.sql("select id from year_end_run where state = 'RUNNING' order by requested_at, id limit 1")
                .mapValue(UUID.class)
                .one();
    }

    private Mono<YearEndRun> lock(UUID runId) {
        return database.sql("select id from year_end_run where id = :id and state = 'RUNNING' for update skip locked")
                .bind("id", runId)
                .mapValue(UUID.class)
                .one()
                .flatMap(runs::any);
    }

    private Mono<Boolean> chunk(YearEndRun run) {
        return database.sql("""
                        select organization_id from year_end_item where run_id = :run and not done
                         order by depth desc, organization_id limit 1
                        """)
                .bind("run", run.id())
                .mapValue(UUID.class)
                .one()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(next -> next.isEmpty()
                        ? finish(run).thenReturn(true)
                        : work(run, next.get())
                                .flatMap(done -> done ? mark(run, next.get()) : Mono.empty())
                                .thenReturn(true));
    }

    private Mono<Boolean> work(YearEndRun run, UUID organizationId) {
        return run.kind() == Kind.CLOSE ? close.advance(run, organizationId) : reopen.advance(run, organizationId);
    }

    private Mono<Void> mark(YearEndRun run, UUID organizationId) {
        return database.sql("""
                        with finished as (
                          update year_end_item set done = true, done_at = now()
                           where run_id = :run and organization_id = :organization and not done returning 1)
                        update year_end_run set organizations_done = organizations_done + (select count(*) from finished)
                         where id = :run
                        """)
                .bind("run", run.id())
                .bind("organization", organizationId)
                .then();
    }

    private Mono<Void> finish(YearEndRun run) {
        return State.LIFE_CYCLE
                .next(run.state(), State.Event.FINISH)
                .flatMap(to -> database.sql("update year_end_run set state = :state, ended_at = now() where id = :run")
                        .bind("state", to.name())
                        .bind("run", run.id())
                        .then())
                .then(Mono.defer(() -> audit.record(
                        run.actor(),
                        run.kind() == Kind.CLOSE ? "year-end.closed" : "year-end.reopened",
                        "year-end",
                        run.id(),
                        Map.of("fiscalYear", run.fiscalYear(), "organizations", run.organizations()))));
    }

    private Mono<Boolean> stop(UUID runId, Refusal refusal) {
        return database.sql("""
                        update year_end_run set state = :state, stopped_by_code = :code, stopped_by_values = :values
                         where id = :run and state = 'RUNNING'
                        """)
                .bind("state", State.LIFE_CYCLE.to(State.Event.STOP).name())
                .bind("code", refusal.code())
                .bind("values", byTurns(RefusalSentences.written(refusal)))
                .bind("run", runId)
                .then()
                .thenReturn(true);
    }

    private static String[] byTurns(Map<String, String> values) {
        return values.entrySet().stream()
                .flatMap(value -> Stream.of(value.getKey(), value.getValue()))
                .toArray(String[]::new);
    }
}
