package org.ziyuan.storefront.demo;

import java.time.Duration;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.allocation.AllocationRun;
import org.ziyuan.marketplace.allocation.AllocationRuns;
import org.ziyuan.marketplace.allocation.ApproveAllocation;
import org.ziyuan.marketplace.allocation.PostAllocation;
import org.ziyuan.marketplace.allocation.ReleaseTranche;
import org.ziyuan.marketplace.allocation.Tranche;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Brings one allocation to its end as a province does: approved, posted, and its due tranches released. */
@Component
@Profile("demo")
class DemoPostings {

    private final AllocationRuns runs;
    private final ApproveAllocation decisions;
    private final PostAllocation posting;
    private final ReleaseTranche releases;

    DemoPostings(AllocationRuns runs, ApproveAllocation decisions, PostAllocation posting, ReleaseTranche releases) {
        this.runs = runs;
        this.decisions = decisions;
        this.posting = posting;
        this.releases = releases;
    }

    Mono<Void> post(UUID run, Actor official, Actor second) {
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
        return work.retryWhen(Retry.backoff(20, Duration.ofMillis(200)).filter(DataAccessException.class::isInstance))
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
