package org.ziyuan.marketplace.allocation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.Appropriations;
import org.ziyuan.marketplace.ledger.LineAmount;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Posts an approved run in portions: the budget lines are opened, their money is appropriated and the progress is noted
 * in one transaction. Killed anywhere, a run stands at the end of a portion and is continued from there; done twice, a
 * portion is done once, because the second waits for the first and then finds the progress noted.
 */
@Component
public class PostAllocation {

    private final DatabaseClient database;
    private final AllocationRuns runs;
    private final Appropriations appropriations;
    private final AllocationSettings settings;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    PostAllocation(
            DatabaseClient database,
            AllocationRuns runs,
            Appropriations appropriations,
            AllocationSettings settings,
            AuditLog audit,
            MoneyTransactions transactions) {
        this.database = database;
        this.runs = runs;
        this.appropriations = appropriations;
        this.settings = settings;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Posts all that is left of a run whose posting was ordered; says how many lines that were. */
    public Mono<Long> toItsEnd(UUID run) {
        return portion(run)
                .expand(lines -> lines == 0 ? Mono.empty() : portion(run))
                .reduce(0L, Long::sum);
    }

    /**
     * Posts one portion; says how many lines it had, zero when nothing is left to do.
     *
     * @throws Refusal {@code budget-line-not-found} when a line of the same name was opened meanwhile by another hand
     */
    Mono<Long> portion(UUID run) {
        return transactions.execute(runs.lock(run)
                .flatMap(found -> found.state() == AllocationRun.State.POSTING ? portion(found) : Mono.just(0L)));
    }

    private Mono<Long> portion(AllocationRun run) {
        return next(run)
                .collectList()
                .flatMap(lines -> lines.isEmpty()
                        ? finish(run).thenReturn(0L)
                        : open(run, lines)
                                .then(give(run, lines))
                                .then(note(run, lines))
                                .thenReturn((long) lines.size()));
    }

    private reactor.core.publisher.Flux<Due> next(AllocationRun run) {
        return database.sql("""
                        select seq, budget_line_id as line, amount_in_fen - before_in_fen as amount from allocation_line
                         where run_id = :run and seq > :done order by seq limit :most
                        """)
                .bind("run", run.id())
                .bind("done", run.linesPosted())
                .bind("most", settings.linesAtOnce())
                .map(Rows.as(Due.class))
                .all();
    }

    private Mono<Void> open(AllocationRun run, List<Due> lines) {
        return database.sql("""
                        insert into budget_line (id, fund_code, fiscal_year, organization_id, functional_class,
                               economic_class, project, name)
                        select l.budget_line_id, :fund, :year, l.school_id, l.functional_class, l.economic_class, '',
                               l.line_name
                          from allocation_line l
                         where l.run_id = :run and l.seq between :first and :last
                           and not exists (select from budget_line b where b.id = l.budget_line_id)
                        on conflict do nothing
                        """)
                .bind("fund", run.fundCode())
                .bind("year", run.fiscalYear())
                .bind("run", run.id())
                .bind("first", lines.get(0).seq())
                .bind("last", lines.get(lines.size() - 1).seq())
                .then();
    }

    private Mono<Void> give(AllocationRun run, List<Due> lines) {
        List<LineAmount> amounts = lines.stream()
                .filter(line -> line.amount().isPositive())
                .map(line -> new LineAmount(line.line(), line.amount()))
                .toList();
        return amounts.isEmpty()
                ? Mono.empty()
                : appropriations.approveAll(run.id(), amounts, poster(run)).then();
    }

    private Mono<Void> note(AllocationRun run, List<Due> lines) {
        return database.sql("""
                        update allocation_run
                           set lines_posted = :done, progress_at = clock_timestamp(), attention = null
                         where id = :run
                        """)
                .bind("done", lines.get(lines.size() - 1).seq())
                .bind("run", run.id())
                .then();
    }

    private Mono<Void> finish(AllocationRun run) {
        return AllocationRun.State.LIFE_CYCLE
                .next(run.state(), AllocationRun.State.Event.FINISH)
                .flatMap(to -> database.sql("""
                                update allocation_run
                                   set state = :state, posted_at = clock_timestamp(), row_version = row_version + 1
                                 where id = :run
                                """)
                        .bind("state", to.name())
                        .bind("run", run.id())
                        .then())
                .then(audit.record(
                        poster(run),
                        "allocation.posted",
                        "allocation",
                        run.id(),
                        Map.of("lines", run.lines(), "totalInFen", run.total().fen())));
    }

    /** Who ordered the posting has posted it, whichever process does it. */
    private static Actor poster(AllocationRun run) {
        return new Actor(
                run.postingBy(), String.valueOf(run.postingByName()), run.bureauId(), run.bureauPath(), Set.of());
    }

    private record Due(int seq, UUID line, Money amount) {}
}
