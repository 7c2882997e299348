package org.ziyuan.marketplace.yearend;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.yearend.YearEndRun.Kind;
import reactor.core.publisher.Mono;

/** Starts a close or a reopening, after everything that can be refused at once was looked at. The work follows. */
@Component
public class StartYearEnd {

    private final DatabaseClient database;
    private final YearEndRuns runs;
    private final YearEndItems items;
    private final YearEndRunRows rows;
    private final OneStart start;
    private final YearEndChecks checks;
    private final AuditLog audit;
    private final Clock clock;

    StartYearEnd(
            DatabaseClient database,
            YearEndRuns runs,
            YearEndItems items,
            YearEndRunRows rows,
            OneStart start,
            YearEndChecks checks,
            AuditLog audit,
            Clock clock) {
        this.database = database;
        this.runs = runs;
        this.items = items;
        this.rows = rows;
        this.start = start;
        this.checks = checks;
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
                    .flatMap(scope -> start.once(id, by, closeNow(id, scope, releaseOpen, by)));
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
            return runs.find(closeId, by).flatMap(close -> start.once(id, by, reopenNow(id, close, why, by)));
        });
    }

    private Mono<Void> closeNow(UUID id, YearEndScope scope, boolean releaseOpen, Actor by) {
        return Mono.defer(() -> checks.beforeClose(scope, releaseOpen))
                .then(Mono.defer(() -> rows.insert(id, Kind.CLOSE, scope, releaseOpen, null, "", by)))
                .then(Mono.defer(() -> items.open(id, scope)))
                .then(Mono.defer(() -> tell(id, "year-end.close-started", scope.fiscalYear(), by)));
    }

    private Mono<Void> reopenNow(UUID id, YearEndRun close, String reason, Actor by) {
        YearEndScope scope = new YearEndScope(close.organizationId(), "", close.subtree(), close.fiscalYear());
        return Mono.defer(() -> checks.beforeReopening(close))
                .then(Mono.defer(() -> rows.insert(id, Kind.REOPEN, scope, false, close.id(), reason, by)))
                .then(Mono.defer(() -> items.reverse(id, close.id())))
                .then(Mono.defer(() -> tell(id, "year-end.reopening-started", scope.fiscalYear(), by)));
    }

    private Mono<Void> tell(UUID id, String action, int fiscalYear, Actor by) {
        return audit.record(by, action, "year-end", id, Map.of("fiscalYear", fiscalYear));
    }
}
