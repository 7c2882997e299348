package org.ziyuan.marketplace.allocation;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.enrolment.SnapshotState;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Computes what every school under a bureau gets in a year, out of a frozen count of pupils and the standards of a day.
 * Nothing is given to anybody by that: the run is there to be looked at, compared and approved by somebody else.
 */
@Component
public class ComputeAllocation {

    private final DatabaseClient database;
    private final AllocationRules rules;
    private final SchoolAllocations schools;
    private final AllocationRuns runs;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    ComputeAllocation(
            DatabaseClient database,
            AllocationRules rules,
            SchoolAllocations schools,
            AllocationRuns runs,
            AuditLog audit,
            MoneyTransactions transactions) {
        this.database = database;
        this.rules = rules;
        this.schools = schools;
        this.runs = runs;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Computes a run under an id of the caller's; the same id again is the same run.
     *
     * @param snapshotId the frozen count, of the actor's own bureau or of one above it
     * @param standardsOn the day whose standards are followed; null for the first day of the fiscal year
     * @throws Refusal {@code enrolment-snapshot-not-found}, {@code enrolment-snapshot-not-frozen}, {@code
     *     funding-standard-missing}, {@code allocation-rule-missing}, {@code allocation-shares-not-whole}, {@code
     *     allocation-has-no-schools}, {@code fund-not-found}
     */
    public Mono<AllocationRun> compute(
            UUID id, String fundCode, UUID snapshotId, @Nullable LocalDate standardsOn, Actor actor) {
        return transactions
                .execute(Mono.defer(() -> {
                    actor.require(Role.bureaus());
                    return runs.takeTheirTime()
                            .then(fund(fundCode))
                            .then(fiscalYear(snapshotId, actor))
                            .flatMap(year -> begin(id, fundCode, year, snapshotId, standardsOn, actor))
                            .filter(begun -> begun > 0)
                            .flatMap(begun -> fill(id, actor));
                }))
                .then(runs.find(id, actor));
    }

    private Mono<Void> fund(String code) {
        return database.sql("select code from fund where code = :code")
                .bind("code", code)
                .fetch()
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("fund", code)))
                .then();
    }

    private Mono<Integer> fiscalYear(UUID snapshotId, Actor actor) {
        return database.sql("""
                        select fiscal_year, state from enrolment_snapshot
                         where id = :id and (bureau_path = :own or starts_with(:own, bureau_path || '.'))
                        """)
                .bind("id", snapshotId)
                .bind("own", actor.organizationPath())
                .map(row -> Map.entry(text(row, "state"), number(row, "fiscal_year")))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("enrolment-snapshot", snapshotId)))
                .map(found -> {
                    if (SnapshotState.valueOf(found.getKey()) != SnapshotState.FROZEN) {
                        throw Refusal.conflict("enrolment-snapshot-not-frozen");
                    }
                    return found.getValue();
                });
    }

    private Mono<Long> begin(
            UUID id, String fund, int year, UUID snapshotId, @Nullable LocalDate standardsOn, Actor actor) {
        return database.sql("""
                        insert into allocation_run (id, fund_code, fiscal_year, snapshot_id, bureau_id, bureau_path,
                               standards_on, previous_id, computed_by, computed_by_name)
                        values (:id, :fund, :year, :snapshot, :bureau, :path, :on,
                               (select r.id from allocation_run r
                                 where r.fund_code = :fund and r.fiscal_year = :year and r.bureau_id = :bureau
                                   and r.state <> 'CANCELLED'
                                 order by r.computed_at desc limit 1), :person, :name)
                        on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("fund", fund)
                .bind("year", year)
                .bind("snapshot", snapshotId)
                .bind("bureau", actor.organizationId())
                .bind("path", actor.organizationPath())
                .bind("on", standardsOn == null ? LocalDate.of(year, 1, 1) : standardsOn)
                .bind("person", actor.person())
                .bind("name", actor.displayName())
                .fetch()
                .rowsUpdated();
    }

    private Mono<Void> fill(UUID id, Actor actor) {
        return runs.lock(id)
                .flatMap(run -> rules.keep(run)
                        .flatMap(kept -> schools.compute(run, kept))
                        .then(addUp(run))
                        .then(runs.lock(id))
                        .flatMap(filled -> audit.record(
                                actor,
                                "allocation.computed",
                                "allocation",
                                id,
                                Map.of(
                                        "schools",
                                        filled.schools(),
                                        "totalInFen",
                                        filled.total().fen()))));
    }

    private Mono<Void> addUp(AllocationRun run) {
        return database.sql("""
                        update allocation_run r
                           set school_count = (select count(*) from allocation_school s where s.run_id = r.id),
                               line_count = (select count(*) from allocation_line l where l.run_id = r.id),
                               total_in_fen = (select coalesce(sum(s.amount_in_fen), 0) from allocation_school s
                                                where s.run_id = r.id)
                         where r.id = :run
                        """).bind("run", run.id()).then();
    }
}
