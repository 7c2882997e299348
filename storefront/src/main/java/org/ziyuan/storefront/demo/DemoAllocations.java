package org.ziyuan.storefront.demo;

import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.allocation.AllocationRuns;
import org.ziyuan.marketplace.allocation.ComputeAllocation;
import org.ziyuan.marketplace.enrolment.EnrolmentSnapshots;
import org.ziyuan.marketplace.enrolment.FreezeSnapshot;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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
    private final DemoPostings posting;

    DemoAllocations(
            EnrolmentSnapshots snapshots,
            FreezeSnapshot freezing,
            ComputeAllocation computing,
            AllocationRuns runs,
            DemoPostings posting) {
        this.snapshots = snapshots;
        this.freezing = freezing;
        this.computing = computing;
        this.runs = runs;
        this.posting = posting;
    }

    /** Freezes the counts of all years, computes them all and posts all but the last. */
    Mono<Void> allocate(DemoYears years, Actor official, Actor second) {
        return Flux.fromIterable(years.counted())
                .concatMap(year -> freeze(DemoSnapshots.id(year), official)
                        .then(computing.compute(run(year), DemoFunds.PER_PUPIL, DemoSnapshots.id(year), null, official))
                        .filter(run -> years.funded().contains(year))
                        .flatMap(run -> posting.post(run.id(), official, second)))
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
}
