package org.ziyuan.marketplace.allocation;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Allocations over HTTP: computed, approved and posted. */
@RestController
@Tag(name = "经费测算 allocations")
class AllocationApi implements RoutePolicies {

    private static final String RUNS = "/api/v1/allocations";
    private static final String ONE = RUNS + "/{id}";

    private final AllocationRuns runs;
    private final ComputeAllocation computing;
    private final ApproveAllocation decisions;
    private final Tagged<AllocationRun> tagged;

    AllocationApi(AllocationRuns runs, ComputeAllocation computing, ApproveAllocation decisions, AsShown asShown) {
        this.runs = runs;
        this.computing = computing;
        this.decisions = decisions;
        this.tagged = asShown.tagged("allocation", runs::find, run -> run.version() + "-" + run.linesPosted());
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, RUNS, Readers.ofManySchools()),
                roles(POST, RUNS, Role.bureaus()),
                roles(GET, ONE, Readers.ofManySchools()),
                roles(POST, ONE + "/approve", Role.bureaus()),
                roles(POST, ONE + "/cancel", Role.bureaus()),
                roles(POST, ONE + "/post", Role.bureaus()));
    }

    /** What is to be computed: a frozen count of pupils; the fund is per-pupil unless another is named. */
    record NewRun(
            @NotNull UUID snapshotId,
            @Nullable String fundCode,
            @Nullable LocalDate standardsOn) {}

    @GetMapping(RUNS)
    @Operation(summary = "看得到的测算，新的在前 · the runs you may see, the newest first")
    Mono<Page<AllocationRun>> list(
            Actor actor, @RequestParam(required = false) @Nullable Integer fiscalYear, Sought sought) {
        return runs.list(actor, fiscalYear, sought);
    }

    @PostMapping(RUNS)
    @Operation(summary = "按冻结的学籍快照测算 · compute a year from a frozen snapshot")
    Mono<ResponseEntity<AllocationRun>> compute(@Valid @RequestBody NewRun wanted, OperationId operation, Actor actor) {
        String fund = wanted.fundCode() == null ? "per-pupil" : wanted.fundCode();
        return computing
                .compute(operation.value(), fund, wanted.snapshotId(), wanted.standardsOn(), actor)
                .map(run -> ResponseEntity.created(URI.create(RUNS + "/" + run.id()))
                        .eTag(tagged.tagOf(run))
                        .body(run));
    }

    @GetMapping(ONE)
    @Operation(summary = "一次测算及其进度 · one run and how far it has come")
    Mono<ResponseEntity<AllocationRun>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @PostMapping(ONE + "/approve")
    @Operation(summary = "审批（不得由测算人本人） · approve it, by another than who computed it")
    Mono<ResponseEntity<AllocationRun>> approve(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, decisions.approve(id, actor));
    }

    @PostMapping(ONE + "/cancel")
    @Operation(summary = "记账前取消 · give it up before it is posted")
    Mono<ResponseEntity<AllocationRun>> cancel(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, decisions.cancel(id, actor));
    }

    @PostMapping(ONE + "/post")
    @Operation(summary = "记账；在后台分批进行 · post it, in portions in the background")
    Mono<ResponseEntity<AllocationRun>> post(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.command(id, tag, actor, decisions.post(id, actor))
                .map(run -> tagged.as(HttpStatus.ACCEPTED, run));
    }
}
