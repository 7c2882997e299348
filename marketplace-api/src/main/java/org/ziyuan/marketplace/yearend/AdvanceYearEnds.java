package org.ziyuan.marketplace.yearend;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.yearend.YearEndRun.Kind;
import reactor.core.publisher.Mono;

/**
 * Takes running closes and reopenings forward, one chunk of one organization per transaction. The progress is written
 * in the same one: killed anywhere, a run goes on from its last commit. Nodes take turns on a run by its row.
 */
@Component
public class AdvanceYearEnds {

    private final YearEndRuns runs;
    private final YearEndRunRows rows;
    private final YearEndItems items;
    private final CloseOrganization close;
    private final ReopenOrganization reopen;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    AdvanceYearEnds(
            YearEndRuns runs,
            YearEndRunRows rows,
            YearEndItems items,
            CloseOrganization close,
            ReopenOrganization reopen,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.runs = runs;
        this.rows = rows;
        this.items = items;
        this.close = close;
        this.reopen = reopen;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** Does one chunk of the oldest run. @return whether there was anything to do */
    public Mono<Boolean> advance() {
        return rows.oldest().flatMap(this::advance).defaultIfEmpty(false);
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
                .execute(Mono.defer(() -> rows.lock(runId).flatMap(runs::any).flatMap(this::chunk)))
                .onErrorResume(
                        Refusal.class,
                        refusal -> refusal.kind() == Refusal.Kind.UNAVAILABLE
                                ? Mono.error(refusal)
                                : rows.stop(runId, refusal).thenReturn(true))
                .defaultIfEmpty(false);
    }

    private Mono<Boolean> chunk(YearEndRun run) {
        return items.next(run.id())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(next -> next.isEmpty()
                        ? finish(run).thenReturn(true)
                        : work(run, next.get())
                                .flatMap(done -> done ? items.mark(run.id(), next.get()) : Mono.empty())
                                .thenReturn(true));
    }

    private Mono<Boolean> work(YearEndRun run, UUID organizationId) {
        return run.kind() == Kind.CLOSE ? close.advance(run, organizationId) : reopen.advance(run, organizationId);
    }

    private Mono<Void> finish(YearEndRun run) {
        return rows.done(run)
                .then(Mono.defer(() -> audit.record(
                        run.actor(),
                        run.kind() == Kind.CLOSE ? "year-end.closed" : "year-end.reopened",
                        "year-end",
                        run.id(),
                        Map.of("fiscalYear", run.fiscalYear(), "organizations", run.organizations()))));
    }
}
