package org.ziyuan.marketplace.yearend;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.yearend.YearEndRun.Kind;
import org.ziyuan.marketplace.yearend.YearEndRun.State;
import reactor.core.publisher.Mono;

/** Starts a close or a reopening, after everything that can be refused at once was looked at. The work follows. */
@Component
public class StartYearEnd {

    private final DatabaseClient database;
    private final YearEndRuns runs;
    private final YearEndChecks checks;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final Clock clock;

    StartYearEnd(
            DatabaseClient database,
            YearEndRuns runs,
            YearEndChecks checks,
            MoneyTransactions transactions,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.runs = runs;
        this.checks = checks;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Starts to close a year; the same id again is answered as it stands.
     *
     * @param subtree whether the organizations below are closed too; only a bureau may
     * @param releaseOpen whether open requisitions come to their end
     * @throws Refusal {@code organization-not-found}, {@code fiscal-year-not-over}, {@code fiscal-year-closed} when nothing
     *     is left to close, {@code fiscal-year-unknown} when nobody has a line of it, {@code year-end-running}, {@code
     *     later-year-closed}, {@code year-end-requisitions-open} and {@code year-end-payments-under-way} with number and
     *     amount, {@code year-end-open-below} for a control node whose lines would stay open
     */
    public Mono<YearEndRun> close(
            UUID id, UUID organizationId, boolean subtree, int fiscalYear, boolean releaseOpen, Actor by) {
        return Mono.defer(() -> {
            if (LocalDate.now(clock).isBefore(LocalDate.of(fiscalYear, 12, 31))) {
                return Mono.error(Refusal.conflict("fiscal-year-not-over").with("fiscalYear", fiscalYear));
            }
            return YearEndScope.of(database, organizationId, subtree, fiscalYear, by)
                    .flatMap(scope -> once(id, by, closeNow(id, scope, releaseOpen, by)));
        });
    }

    /**
     * Starts to take a finished close back, with all it has moved; released requisitions stay released, because they have
     * come to their end.
     *
     * @param reason why, in words
     * @throws Refusal {@code year-end-not-found}, {@code year-end-not-reopenable} for what is not a finished close or was
     *     reopened before, {@code later-year-closed}, {@code carried-money-used} with the line and the amounts, {@code
     *     reason-required}
     */
    public Mono<YearEndRun> reopen(UUID id, UUID closeId, String reason, Actor by) {
        return Mono.defer(() -> {
            by.require(Role.bureaus());
            String why = TextField.reason("reason", 500).read(reason);
            return runs.find(closeId, by).flatMap(close -> once(id, by, reopenNow(id, close, why, by)));
        });
    }

    /** Has a run that was stopped go on; one that runs or is done is answered as it stands. */
    public Mono<YearEndRun> resume(UUID id, Actor by) {
        return Mono.defer(() -> {
            by.require(Role.bureausAnd(Role.ACCOUNTANT));
            return runs.find(id, by)
                    .flatMap(run -> transactions.execute(Mono.defer(() -> goOn(run, by))))
                    .then(Mono.defer(() -> runs.find(id, by)));
        });
    }

    private Mono<Void> goOn(YearEndRun run, Actor by) {
        return database.sql("""
                        update year_end_run set state = :state, stopped_by_code = null, stopped_by_values = '{}'
                         where id = :id and state = 'STOPPED' returning id
                        """)
                .bind("state", State.LIFE_CYCLE.to(State.Event.RESUME).name())
                .bind("id", run.id())
                .mapValue(UUID.class)
                .one()
                .flatMap(resumed -> tell(resumed, "year-end.resumed", run.fiscalYear(), by));
    }

    /** One start at a time, so that two of them cannot take the same books. */
    private Mono<YearEndRun> once(UUID id, Actor by, Mono<Void> start) {
        return transactions
                .execute(Mono.defer(() -> database.sql("select 1 from pg_advisory_xact_lock(hashtext('year-end'))")
                        .mapValue(Integer.class)
                        .one()
                        .flatMap(locked -> runs.any(id))
                        .hasElement()
                        .flatMap(known -> known ? Mono.<Void>empty() : start)))
                .then(Mono.defer(() -> runs.find(id, by)));
    }

    private Mono<Void> closeNow(UUID id, YearEndScope scope, boolean releaseOpen, Actor by) {
        return Mono.defer(() -> checks.beforeClose(scope, releaseOpen))
                .then(Mono.defer(() -> insert(id, Kind.CLOSE, scope, releaseOpen, null, "", by)))
                .then(Mono.defer(() -> scope.bindTo(database.sql(YearEndScope.OPEN_LINES + """
                                , mine as (
                                  insert into year_end_item (run_id, organization_id, fiscal_year, depth)
                                    select :run, o.id, :year, cardinality(string_to_array(o.path, '.'))
                                      from organization o
                                     where o.id in (select organization_id from scope)
                                    returning 1)
                                update year_end_run set organizations = (select count(*) from mine) where id = :run
                                """))
                        .bind("run", id)
                        .then()))
                .then(Mono.defer(() -> tell(id, "year-end.close-started", scope.fiscalYear(), by)));
    }

    private Mono<Void> reopenNow(UUID id, YearEndRun close, String reason, Actor by) {
        YearEndScope scope = new YearEndScope(close.organizationId(), "", close.subtree(), close.fiscalYear());
        return Mono.defer(() -> checks.beforeReopening(close))
                .then(Mono.defer(() -> insert(id, Kind.REOPEN, scope, false, close.id(), reason, by)))
                .then(Mono.defer(() -> database.sql("""
                                with mine as (
                                  insert into year_end_item (run_id, organization_id, fiscal_year, depth)
                                    select :run, organization_id, fiscal_year, -depth from year_end_item where run_id = :close
                                    returning 1)
                                update year_end_run set organizations = (select count(*) from mine) where id = :run
                                """)
                        .bind("run", id)
                        .bind("close", close.id())
                        .then()))
                .then(Mono.defer(() -> tell(id, "year-end.reopening-started", scope.fiscalYear(), by)));
    }

    private Mono<Void> insert(
            UUID id,
            Kind kind,
            YearEndScope scope,
            boolean releaseOpen,
            @Nullable UUID reopens,
            String reason,
            Actor by) {
        return database.sql("""
                        insert into year_end_run (id, kind, fiscal_year, organization_id, subtree, release_open, reopens, reason,
                                                  organizations, requested_by, requested_by_name)
                        values (:id, :kind, :year, :organization, :subtree, :release, :reopens, :reason, 1, :by, :name)
                        """)
                .bind("id", id)
                .bind("kind", kind.name())
                .bind("year", scope.fiscalYear())
                .bind("organization", scope.organizationId())
                .bind("subtree", scope.subtree())
                .bind("release", releaseOpen)
                .bind("reopens", Parameter.fromOrEmpty(reopens, UUID.class))
                .bind("reason", reason)
                .bind("by", by.person())
                .bind("name", by.displayName())
                .then();
    }

    private Mono<Void> tell(UUID id, String action, int fiscalYear, Actor by) {
        return audit.record(by, action, "year-end", id, Map.of("fiscalYear", fiscalYear));
    }
}
