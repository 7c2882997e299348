package org.ziyuan.storefront.inbox;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.adjustment.BudgetChange;
import org.ziyuan.marketplace.adjustment.BudgetChanges;
import org.ziyuan.marketplace.allocation.AllocationRun;
import org.ziyuan.marketplace.allocation.AllocationRuns;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import reactor.core.publisher.Mono;

/** What a bureau has to decide about money: changes of the budget, and allocations that somebody else has computed. */
@Component
public class MoneyToDecide {

    private static final int OF_EACH_KIND = 50;

    private final BudgetChanges changes;
    private final AllocationRuns runs;

    MoneyToDecide(BudgetChanges changes, AllocationRuns runs) {
        this.changes = changes;
        this.runs = runs;
    }

    /**
     * One thing to decide; its page shows what will happen before it is decided.
     *
     * @param kind allocation, or TRANSFER, ADDITION and CUT
     * @param what the lines or the bureau it is about
     */
    public record Waiting(
            String kind, String href, String what, String reason, long amountInFen, String asker, Instant askedAt) {}

    /**
     * The newest of each kind.
     *
     * @param moreChanges whether there are more than these; all stand in the list of changes
     * @param moreAllocations the same of allocations
     */
    public record Decisions(List<Waiting> waiting, boolean moreChanges, boolean moreAllocations) {}

    public Mono<Decisions> of(Actor actor) {
        return of(actor, Sought.everything(Cursor.START, OF_EACH_KIND));
    }

    /** Those that are sought. */
    Mono<Decisions> of(Actor actor, Sought sought) {
        return actor.isAnyOf(Role.bureaus())
                ? Mono.zip(
                        changes.list(actor, BudgetChange.State.REQUESTED, sought.from(Cursor.START, OF_EACH_KIND)),
                        runs.toApprove(actor, sought.from(Cursor.START, OF_EACH_KIND)),
                        (asked, computed) -> decisions(asked, computed, actor))
                : Mono.just(new Decisions(List.of(), false, false));
    }

    /** Leaves out what the actor has asked for or computed: another person decides on it. */
    private static Decisions decisions(Page<BudgetChange> asked, Page<AllocationRun> computed, Actor actor) {
        Stream<Waiting> changes = asked.items().stream()
                .filter(change -> !change.requestedBy().equals(actor.personId()))
                .map(MoneyToDecide::change);
        Stream<Waiting> allocations = computed.items().stream()
                .filter(run -> run.computedBy() == null || !run.computedBy().equals(actor.personId()))
                .map(MoneyToDecide::allocation);
        return new Decisions(
                Stream.concat(changes, allocations).toList(), asked.next() != null, computed.next() != null);
    }

    private static Waiting change(BudgetChange change) {
        return new Waiting(
                change.kind().name(),
                "/budget-changes/" + change.id(),
                lines(change.giver(), change.taker()),
                change.reason(),
                change.amount().fen(),
                change.requestedByName(),
                change.requestedAt().toInstant());
    }

    private static Waiting allocation(AllocationRun run) {
        return new Waiting(
                "allocation",
                "/allocations/" + run.id(),
                run.bureauName() + " " + run.fiscalYear(),
                "",
                run.total().fen(),
                run.computedByName(),
                run.computedAt().toInstant());
    }

    private static String lines(@Nullable String from, @Nullable String to) {
        return from == null ? String.valueOf(to) : to == null ? from : from + " → " + to;
    }
}
