package org.ziyuan.marketplace.allocation;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.Appropriations;
import org.ziyuan.marketplace.ledger.LineAmount;
import org.ziyuan.marketplace.money.LargestRemainder;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Releases a tranche of a posted run, once: its part of every line's money becomes available, in portions as posted. */
@Component
public class ReleaseTranche {

    private final DatabaseClient database;
    private final AllocationRuns runs;
    private final Appropriations appropriations;
    private final AllocationSettings settings;
    private final AuditLog audit;
    private final MoneyTransactions transactions;
    private final Clock clock;

    ReleaseTranche(
            DatabaseClient database,
            AllocationRuns runs,
            Appropriations appropriations,
            AllocationSettings settings,
            AuditLog audit,
            MoneyTransactions transactions,
            Clock clock) {
        this.database = database;
        this.runs = runs;
        this.appropriations = appropriations;
        this.settings = settings;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The schedule of a run, in order. @throws Refusal {@code allocation-not-found} */
    public Flux<Tranche> of(UUID runId, Actor actor) {
        return runs.find(runId, actor).thenMany(Flux.defer(() -> tranches(runId)));
    }

    /**
     * Orders the release; a background loop does it.
     *
     * @throws Refusal {@code tranche-released-already}, {@code tranche-not-due}, {@code tranche-not-found}, {@code
     *     allocation-not-posted}
     */
    public Mono<Tranche> release(UUID runId, int seq, Actor actor) {
        return transactions
                .execute(Mono.defer(() -> {
                    actor.require(Role.bureaus());
                    return runs.find(runId, actor)
                            .flatMap(run -> lock(runId, seq)
                                    .doOnNext(tranche -> mustBeReleasable(run, tranche))
                                    .flatMap(tranche -> order(tranche, actor)));
                }))
                .then(tranche(runId, seq));
    }

    /** Releases all that is left of a tranche whose release was ordered; says how many lines that were. */
    public Mono<Long> toItsEnd(UUID runId, int seq) {
        return portion(runId, seq)
                .expand(lines -> lines == 0 ? Mono.empty() : portion(runId, seq))
                .reduce(0L, Long::sum);
    }

    /** Releases one portion; says how many lines it had, zero when nothing is left to do. */
    Mono<Long> portion(UUID runId, int seq) {
        return transactions.execute(lock(runId, seq)
                .filter(tranche -> tranche.state() == Tranche.State.RELEASING)
                .flatMap(tranche -> runs.lock(runId).flatMap(run -> portion(run, tranche)))
                .defaultIfEmpty(0L));
    }

    private Mono<Long> portion(AllocationRun run, Tranche tranche) {
        return next(run, tranche)
                .collectList()
                .flatMap(lines -> lines.isEmpty()
                        ? finish(run, tranche).thenReturn(0L)
                        : tranches(run.id())
                                .collectList()
                                .flatMap(schedule -> give(run, tranche, lines, schedule))
                                .then(note(tranche, lines))
                                .thenReturn((long) lines.size()));
    }

    private Flux<Due> next(AllocationRun run, Tranche tranche) {
        return database.sql("""
                        select seq, budget_line_id as line, amount_in_fen - before_in_fen as amount from allocation_line
                         where run_id = :run and seq > :done order by seq limit :most
                        """)
                .bind("run", run.id())
                .bind("done", tranche.linesReleased())
                .bind("most", settings.linesAtOnce())
                .map(Rows.as(Due.class))
                .all();
    }

    private Mono<Void> give(AllocationRun run, Tranche tranche, List<Due> lines, List<Tranche> schedule) {
        List<LineAmount> amounts = lines.stream()
                .map(line -> new LineAmount(line.line(), part(line.amount(), tranche.seq(), schedule)))
                .filter(line -> line.amount().isPositive())
                .toList();
        Actor by = new Actor(
                tranche.releasedBy(),
                String.valueOf(tranche.releasedByName()),
                run.bureauId(),
                run.bureauPath(),
                Set.of());
        return amounts.isEmpty()
                ? Mono.empty()
                : appropriations
                        .releaseAll(Ids.derived("tranche", run.id(), tranche.seq()), amounts, by)
                        .then();
    }

    /** The tranches of a line add up to its money, to the fen. */
    static Money part(Money amount, int seq, List<Tranche> schedule) {
        List<Money> parts = LargestRemainder.split(
                amount, schedule.stream().map(Tranche::basisPoints).toList());
        for (int place = 0; place < parts.size(); place++) {
            if (schedule.get(place).seq() == seq) {
                return parts.get(place);
            }
        }
        return Money.ZERO;
    }

    private Mono<Void> note(Tranche tranche, List<Due> lines) {
        return database.sql("""
                        update allocation_tranche set lines_released = :done, attention = null
                         where run_id = :run and seq = :seq
                        """)
                .bind("done", lines.get(lines.size() - 1).seq())
                .bind("run", tranche.runId())
                .bind("seq", tranche.seq())
                .then();
    }

    private Mono<Void> finish(AllocationRun run, Tranche tranche) {
        Actor by = new Actor(
                tranche.releasedBy(),
                String.valueOf(tranche.releasedByName()),
                run.bureauId(),
                run.bureauPath(),
                Set.of());
        return Tranche.State.LIFE_CYCLE
                .next(tranche.state(), Tranche.State.Event.FINISH)
                .flatMap(to -> database.sql("""
                                update allocation_tranche set state = :state, released_at = clock_timestamp()
                                 where run_id = :run and seq = :seq
                                """)
                        .bind("state", to.name())
                        .bind("run", tranche.runId())
                        .bind("seq", tranche.seq())
                        .then())
                .then(audit.record(by, "tranche.released", "allocation", run.id(), Map.of("tranche", tranche.seq())));
    }

    private Mono<Void> order(Tranche tranche, Actor actor) {
        return Tranche.State.LIFE_CYCLE
                .next(tranche.state(), Tranche.State.Event.ORDER)
                .flatMap(to -> database.sql("""
                                update allocation_tranche
                                   set state = :state, attention = null, released_by = :person, released_by_name = :name,
                                       releasing_at = clock_timestamp()
                                 where run_id = :run and seq = :seq
                                """)
                        .bind("state", to.name())
                        .bind("person", actor.person())
                        .bind("name", actor.displayName())
                        .bind("run", tranche.runId())
                        .bind("seq", tranche.seq())
                        .then());
    }

    private void mustBeReleasable(AllocationRun run, Tranche tranche) {
        if (run.state() != AllocationRun.State.POSTED) {
            throw Refusal.conflict("allocation-not-posted").with("state", run.state());
        }
        boolean stopped = tranche.state() == Tranche.State.RELEASING && tranche.attention() != null;
        if (tranche.state() != Tranche.State.PLANNED && !stopped) {
            throw Refusal.conflict("tranche-released-already")
                    .with("tranche", tranche.seq())
                    .with("name", String.valueOf(tranche.releasedByName()));
        }
        if (tranche.dueOn().isAfter(LocalDate.now(clock))) {
            throw Refusal.conflict("tranche-not-due")
                    .with("tranche", tranche.seq())
                    .with("dueOn", tranche.dueOn());
        }
    }

    private Mono<Tranche> lock(UUID runId, int seq) {
        return one(runId, seq, " for update");
    }

    private Mono<Tranche> tranche(UUID runId, int seq) {
        return one(runId, seq, "");
    }

    private Mono<Tranche> one(UUID runId, int seq, String lock) {
        return database.sql(Tranche.SELECT + "where run_id = :run and seq = :seq" + lock)
                .bind("run", runId)
                .bind("seq", seq)
                .map(Rows.as(Tranche.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("tranche", seq)));
    }

    private Flux<Tranche> tranches(UUID runId) {
        return database.sql(Tranche.SELECT + "where run_id = :run order by seq")
                .bind("run", runId)
                .map(Rows.as(Tranche.class))
                .all();
    }

    private record Due(int seq, UUID line, Money amount) {}
}
