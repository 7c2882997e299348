package org.ziyuan.marketplace.yearend;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
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
import org.ziyuan.marketplace.web.Reason;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The end of a fiscal year over HTTP: a write starts a run, its progress is read. */
@RestController
@Tag(name = "年终结转 year end")
class YearEndApi implements RoutePolicies {

    static final Role[] CLOSERS = Role.bureausAnd(Role.ACCOUNTANT);

    static final String YEAR_ENDS = "/api/v1/year-ends";

    private final YearEndRuns runs;
    private final StartYearEnd start;
    private final ResumeYearEnd resume;
    private final Tagged<YearEndRun> tagged;

    YearEndApi(YearEndRuns runs, StartYearEnd start, ResumeYearEnd resume, AsShown asShown) {
        this.runs = runs;
        this.start = start;
        this.resume = resume;
        this.tagged = asShown.tagged("yearend", runs::find, YearEndApi::standing);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, YEAR_ENDS, Readers.ofYearEnds()),
                roles(GET, YEAR_ENDS + "/{id}", Readers.ofYearEnds()),
                roles(GET, YEAR_ENDS + "/{id}/moved", Readers.ofYearEnds()),
                roles(POST, YEAR_ENDS + "/{id}/reopen", Role.bureaus()),
                roles(POST, YEAR_ENDS + "/{id}/resume", CLOSERS));
    }

    @GetMapping(YEAR_ENDS)
    @Operation(summary = "看得到的结转与重开，新的在前 · the closes and reopenings you may see, the newest first")
    Mono<Page<YearEndRun>> list(Actor actor, Sought sought) {
        return runs.list(actor, sought);
    }

    @GetMapping(YEAR_ENDS + "/{id}")
    @Operation(summary = "进度 · one run and how far it has come")
    Mono<ResponseEntity<YearEndRun>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @GetMapping(YEAR_ENDS + "/{id}/moved")
    @Operation(summary = "逐指标的结转结果 · what a run has moved, line by line")
    Mono<Page<YearEndRuns.Moved>> moved(@PathVariable UUID id, Actor actor, Sought sought) {
        return runs.moved(id, sought, actor);
    }

    @PostMapping(YEAR_ENDS + "/{id}/reopen")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "重开已结年度，须写明理由 · start to take a finished close back, with a reason")
    Mono<YearEndRun> reopen(
            @PathVariable UUID id, @Valid @RequestBody Reason why, OperationId run, IfMatch tag, Actor actor) {
        return tagged.command(id, tag, actor, start.reopen(run.value(), id, why.reason(), actor));
    }

    @PostMapping(YEAR_ENDS + "/{id}/resume")
    @Operation(summary = "排除障碍后继续 · have a run go on that was stopped")
    Mono<ResponseEntity<YearEndRun>> resume(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, resume.resume(id, actor));
    }

    private static Object standing(YearEndRun run) {
        return run.state() + "-" + run.organizationsDone();
    }
}
