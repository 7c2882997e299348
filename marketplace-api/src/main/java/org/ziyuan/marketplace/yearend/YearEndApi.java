package org.ziyuan.marketplace.yearend;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The end of a fiscal year over HTTP: a write starts a run, its progress is read. */
@RestController
@Tag(name = "年终结转 year end")
class YearEndApi implements RoutePolicies {

    private static final Role[] CLOSERS = Role.bureausAnd(Role.ACCOUNTANT);

    static final String YEAR_ENDS = "/api/v1/year-ends";

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final YearEndRuns runs;
    private final PreviewYearEnd preview;
    private final StartYearEnd start;
    private final AsShown asShown;
    private final Tagged<YearEndRun> tagged;

    YearEndApi(YearEndRuns runs, PreviewYearEnd preview, StartYearEnd start, AsShown asShown) {
        this.runs = runs;
        this.preview = preview;
        this.start = start;
        this.asShown = asShown;
        this.tagged = asShown.tagged("yearend", runs::find, YearEndApi::standing);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, YEAR_ENDS, Readers.ofYearEnds()),
                roles(GET, YEAR_ENDS + "/preview", CLOSERS),
                roles(GET, YEAR_ENDS + "/{id}", Readers.ofYearEnds()),
                roles(GET, YEAR_ENDS + "/{id}/moved", Readers.ofYearEnds()),
                roles(POST, YEAR_ENDS, CLOSERS),
                roles(POST, YEAR_ENDS + "/{id}/reopen", Role.bureaus()),
                roles(POST, YEAR_ENDS + "/{id}/resume", CLOSERS));
    }

    /** Which books to close; release ends requisitions that are still open. */
    record Close(
            @NotNull UUID organizationId,
            @Min(2000) @Max(2100) int fiscalYear,
            boolean subtree,
            boolean release) {}

    /** Why a close is taken back. */
    record Why(
            @NotNull @Schema(minLength = 1, maxLength = 500) String reason) {}

    /** The dry run: all lines together, and a page of lines. */
    record Preview(PreviewYearEnd.Figures total, Page<PreviewYearEnd.LineFigures> lines) {}

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
    @Operation(summary = "逐指标的结转结果 · what a run has moved, line by line; after is the last line of the page before")
    Mono<List<YearEndRuns.Moved>> moved(
            @PathVariable UUID id,
            Actor actor,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit) {
        return runs.moved(id, after == null ? BEFORE_ALL : after, limit, actor).collectList();
    }

    @GetMapping(YEAR_ENDS + "/preview")
    @Operation(summary = "试算：将释放、结转与收回的金额 · the dry run: what would be released, carried and lapse")
    Mono<ResponseEntity<Preview>> preview(
            Actor actor,
            @RequestParam UUID organizationId,
            @RequestParam int fiscalYear,
            @RequestParam(defaultValue = "false") boolean subtree,
            Sought sought) {
        return Mono.defer(() -> Mono.zip(
                        preview.total(organizationId, subtree, fiscalYear, actor),
                        preview.lines(organizationId, subtree, fiscalYear, sought, actor),
                        Preview::new)
                .map(shown -> ResponseEntity.ok().eTag(tagOf(shown.total())).body(shown)));
    }

    @PostMapping(YEAR_ENDS)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "开始年终结转 · start to close a year")
    Mono<YearEndRun> close(@Valid @RequestBody Close close, OperationId id, IfMatch tag, Actor actor) {
        return asShown.ifMatch(
                PreviewYearEnd.SHOWN,
                PreviewYearEnd.shownAs(close.fiscalYear(), close.subtree()),
                tag,
                preview.total(close.organizationId(), close.subtree(), close.fiscalYear(), actor)
                        .map(YearEndApi::tagOf),
                start.close(
                        id.value(),
                        close.organizationId(),
                        close.subtree(),
                        close.fiscalYear(),
                        close.release(),
                        actor));
    }

    @PostMapping(YEAR_ENDS + "/{id}/reopen")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "重开已结年度，须写明理由 · start to take a finished close back, with a reason")
    Mono<YearEndRun> reopen(
            @PathVariable UUID id, @Valid @RequestBody Why why, OperationId run, IfMatch tag, Actor actor) {
        return tagged.command(id, tag, actor, start.reopen(run.value(), id, why.reason(), actor));
    }

    @PostMapping(YEAR_ENDS + "/{id}/resume")
    @Operation(summary = "排除障碍后继续 · have a run go on that was stopped")
    Mono<ResponseEntity<YearEndRun>> resume(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, start.resume(id, actor));
    }

    /** What somebody decides by who closes a year: what would be moved. */
    private static String tagOf(PreviewYearEnd.Figures total) {
        return Stream.of(total.released(), total.contracts(), total.carried(), total.lapsed(), total.paymentsUnderWay())
                .map(Money::inYuan)
                .collect(Collectors.joining("-", "\"", "\""));
    }

    private static Object standing(YearEndRun run) {
        return run.state() + "-" + run.organizationsDone();
    }
}
