package org.ziyuan.marketplace.intake.kept;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
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
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Files that come in over HTTP: looked at first, then written all or nothing. */
@RestController
@Tag(name = "文件导入 intakes")
class IntakeApi implements RoutePolicies {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String INTAKES = "/api/v1/intakes";
    private static final String ONE = INTAKES + "/{id}";

    private final Intakes intakes;
    private final IntakeKinds kinds;
    private final BringIn bringIn;
    private final ApplyIntake apply;
    private final Tagged<Intake> tagged;

    IntakeApi(Intakes intakes, IntakeKinds kinds, BringIn bringIn, ApplyIntake apply, AsShown asShown) {
        this.intakes = intakes;
        this.kinds = kinds;
        this.bringIn = bringIn;
        this.apply = apply;
        this.tagged = asShown.tagged("intake", intakes::find, Intake::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, INTAKES, kinds.writers()),
                roles(POST, INTAKES, kinds.writers()),
                roles(GET, ONE, kinds.writers()),
                roles(GET, ONE + "/rows", kinds.writers()),
                roles(GET, ONE + "/error-workbook", kinds.writers()),
                roles(POST, ONE + "/apply", kinds.writers()));
    }

    @GetMapping(INTAKES)
    @Operation(summary = "本单位导入过的文件，新的在前 · the files of a kind that were brought in, the newest first")
    Mono<Page<Intake>> list(@RequestParam String kind, Sought sought, Actor actor) {
        return intakes.list(kind, sought, actor);
    }

    @PostMapping(
            path = INTAKES,
            consumes = {"text/csv", XLSX, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(summary = "试读一份文件并保留结果，不写入 · look at a file and keep what it would do; nothing is written")
    Mono<ResponseEntity<Intake>> bringIn(
            @RequestParam String kind,
            @RequestParam(defaultValue = "file") String source,
            @RequestBody Flux<DataBuffer> file,
            OperationId operation,
            Actor actor) {
        return bringIn.bringIn(operation.value(), kind, source, file, actor)
                .map(brought -> ResponseEntity.created(URI.create(INTAKES + "/" + brought.id()))
                        .body(brought));
    }

    @GetMapping(ONE)
    @Operation(summary = "一份文件的试读结果 · what a file would do, or did")
    Mono<ResponseEntity<Intake>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @GetMapping(ONE + "/rows")
    @Operation(summary = "逐行的差异与错误 · its rows with their differences and faults")
    Mono<Page<IntakeRow>> rows(
            @PathVariable UUID id,
            @RequestParam(required = false) Compared.@Nullable Outcome outcome,
            Sought sought,
            Actor actor) {
        return intakes.rows(id, outcome, sought, actor);
    }

    @GetMapping(ONE + "/error-workbook")
    @Operation(summary = "标出错误的工作簿 · the file again with every bad cell marked")
    Mono<ResponseEntity<Flux<DataBuffer>>> errors(@PathVariable UUID id, @Nullable Locale locale, Actor actor) {
        return intakes.marked(id, locale == null ? Locale.SIMPLIFIED_CHINESE : locale, actor);
    }

    @PostMapping(ONE + "/apply")
    @Operation(summary = "写入全部行，或一行也不写 · write all rows, or none")
    Mono<ResponseEntity<Intake>> apply(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable Integer leaving,
            IfMatch tag,
            Actor actor) {
        return tagged.changed(id, tag, actor, apply.apply(id, leaving, actor));
    }
}
