package org.ziyuan.marketplace.yearend;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Closes a fiscal year over HTTP, after a dry run. */
@RestController
@Tag(name = "年终结转 year end")
class CloseYearApi implements RoutePolicies {

    private final PreviewYearEnd preview;
    private final StartYearEnd start;
    private final AsShown asShown;

    CloseYearApi(PreviewYearEnd preview, StartYearEnd start, AsShown asShown) {
        this.preview = preview;
        this.start = start;
        this.asShown = asShown;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, YearEndApi.YEAR_ENDS + "/preview", YearEndApi.CLOSERS),
                roles(POST, YearEndApi.YEAR_ENDS, YearEndApi.CLOSERS));
    }

    /** Which books to close; release ends requisitions that are still open. */
    record Close(
            @NotNull UUID organizationId,
            @Min(2000) @Max(2100) int fiscalYear,
            boolean subtree,
            boolean release) {}

    /** The dry run: all lines together, and a page of lines. */
    record Preview(PreviewYearEnd.Figures total, Page<LineFigures> lines) {}

    @GetMapping(YearEndApi.YEAR_ENDS + "/preview")
    @Operation(summary = "试算：将释放、结转与收回的金额 · the dry run: what would be released, carried and lapse")
    Mono<ResponseEntity<Preview>> preview(
            Actor actor,
            @RequestParam UUID organizationId,
            @RequestParam int fiscalYear,
            @RequestParam(defaultValue = "false") boolean subtree,
            Sought sought) {
        return Mono.defer(() -> AskedTogether.of(Mono.zip(
                        preview.total(organizationId, subtree, fiscalYear, actor),
                        preview.lines(organizationId, subtree, fiscalYear, sought, actor),
                        Preview::new))
                .map(shown -> ResponseEntity.ok().eTag(tagOf(shown.total())).body(shown)));
    }

    @PostMapping(YearEndApi.YEAR_ENDS)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "开始年终结转 · start to close a year")
    Mono<YearEndRun> close(@Valid @RequestBody Close close, OperationId id, IfMatch tag, Actor actor) {
        return asShown.ifMatch(
                PreviewYearEnd.SHOWN,
                PreviewYearEnd.shownAs(close.fiscalYear(), close.subtree()),
                tag,
                preview.total(close.organizationId(), close.subtree(), close.fiscalYear(), actor)
                        .map(CloseYearApi::tagOf),
                start.close(
                        id.value(),
                        close.organizationId(),
                        close.subtree(),
                        close.fiscalYear(),
                        close.release(),
                        actor));
    }

    /** What somebody decides by who closes a year: what would be moved. */
    private static String tagOf(PreviewYearEnd.Figures total) {
        return Stream.of(total.released(), total.contracts(), total.carried(), total.lapsed(), total.paymentsUnderWay())
                .map(Money::inYuan)
                .collect(Collectors.joining("-", "\"", "\""));
    }
}
