package org.ziyuan.storefront.demo;

import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.allocation.AllocationRun;
import org.ziyuan.marketplace.allocation.AllocationRuns;
import org.ziyuan.marketplace.allocation.ApproveAllocation;
import org.ziyuan.marketplace.allocation.ComputeAllocation;
import org.ziyuan.marketplace.allocation.PostAllocation;
import org.ziyuan.marketplace.allocation.ReleaseTranche;
import org.ziyuan.marketplace.allocation.Tranche;
import org.ziyuan.marketplace.enrolment.EnrolmentSnapshots;
import org.ziyuan.marketplace.enrolment.FreezeSnapshot;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Allocates as a province does. It freezes its count, one official computes, another approves, the money is posted and
 * the tranches that are due are released. Every step asks first whether it was done already, so that a start that was
 * killed is finished by the next one.
 */
@Component
@Profile("demo")
class DemoAllocations {

    private final EnrolmentSnapshots snapshots;
    private final FreezeSnapshot freezing;
    private final ComputeAllocation computing;
    private final AllocationRuns runs;
    private final ApproveAllocation decisions;
    private final PostAllocation posting;
    private final ReleaseTranche releases;

    DemoAllocations(
            EnrolmentSnapshots snapshots,
            FreezeSnapshot freezing,
            ComputeAllocation computing,
            AllocationRuns runs,
            ApproveAllocation decisions,
            PostAllocation posting,
            ReleaseTranche releases) {
        this.snapshots = snapshots;
        this.freezing = freezing;
        this.computing = computing;
        this.runs = runs;
        this.decisions = decisions;
        this.posting = posting;
        this.releases = releases;
    }

    /** Freezes the counts of all years, computes them all and posts all but the last. */
    Mono<Void> allocate(DemoYears years, Actor official, Actor second) {
        return Flux.fromIterable(years.counted())
                .concatMap(year -> freeze(DemoSnapshots.id(year), official)
                        .then(computing.compute(run(year), DemoFunds.PER_PUPIL, DemoSnapshots.id(year), null, official))
                        .filter(run -> years.funded().contains(year))
                        .flatMap(run -> post(run.id(), official, second)))
                .then();
    }

    /** The years whose allocation is there, in whatever state. */
    Flux<Integer> computed(DemoYears years, Actor official) {
        return Flux.fromIterable(years.counted())
                .filterWhen(year -> runs.find(run(year), official)
                        .hasElement()
                        .onErrorResume(Refusal.class, notThere -> Mono.just(false)));
    }

    private static UUID run(int year) {
        return Ids.derived("demo-allocation", year);
    }

    private Mono<Void> freeze(UUID snapshot, Actor official) {
        return snapshots
                .find(snapshot, official)
                .filter(found -> !found.isFrozen())
                .flatMap(draft -> freezing.freeze(snapshot, official))
                .onErrorResume(Refusal.class, doneByAnother -> Mono.empty())
                .then();
    }

    private Mono<Void> post(UUID run, Actor official, Actor second) {
        return decide(run, AllocationRun.State.COMPUTED, official, decisions.approve(run, second))
                .then(decide(run, AllocationRun.State.APPROVED, official, decisions.post(run, second)))
                .then(patiently(posting.toItsEnd(run)))
                .thenMany(Flux.defer(() -> releases.of(run, official)))
                .concatMap(tranche -> release(tranche, second))
                .then(Mono.defer(() -> mustBePosted(run, official)));
    }

    private Mono<Void> decide(UUID run, AllocationRun.State state, Actor official, Mono<AllocationRun> decision) {
        return runs.find(run, official)
                .filter(found -> found.state() == state)
                .flatMap(found -> decision)
                .onErrorResume(Refusal.class, doneByAnother -> Mono.empty())
                .then();
    }

    /** What is not due yet waits for its day. */
    private Mono<Void> release(Tranche tranche, Actor second) {
        Mono<Tranche> order = tranche.state() == Tranche.State.PLANNED
                ? releases.release(tranche.runId(), tranche.seq(), second)
                        .onErrorResume(Refusal.class, notDueOrDoneByAnother -> Mono.empty())
                : Mono.empty();
        return order.then(patiently(releases.toItsEnd(tranche.runId(), tranche.seq())));
    }

    /** A portion that another process is busy with may keep this one waiting beyond its lock timeout. */
    private static Mono<Void> patiently(Mono<Long> work) {
        return work.retryWhen(Retry.backoff(20, java.time.Duration.ofMillis(200))
                        .filter(DataAccessException.class::isInstance))
                .then();
    }

    /** What somebody withdrew while its year was still to come stays withdrawn. */
    private Mono<Void> mustBePosted(UUID run, Actor official) {
        return runs.find(run, official)
                .flatMap(found -> found.state().isSettled()
                        ? Mono.empty()
                        : Mono.error(new IllegalStateException("the demo's allocation is " + found)));
    }
}
