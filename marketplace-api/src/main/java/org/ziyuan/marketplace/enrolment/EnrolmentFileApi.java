package org.ziyuan.marketplace.enrolment;

import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of a count over HTTP: as JSON, or as a CSV or XLSX file sent as the body. */
@RestController
@Tag(name = "学籍快照 enrolment snapshots")
class EnrolmentFileApi implements RoutePolicies {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String SNAPSHOTS = "/api/v1/enrolment-snapshots";

    private static final String ONE = SNAPSHOTS + "/{id}";

    private final DraftSnapshot drafts;
    private final MarkedRows errors;
    private final Tagged<EnrolmentSnapshot> tagged;

    EnrolmentFileApi(EnrolmentSnapshots snapshots, DraftSnapshot drafts, MarkedRows errors, AsShown asShown) {
        this.drafts = drafts;
        this.errors = errors;
        this.tagged = asShown.tagged("snapshot", snapshots::find, EnrolmentSnapshot::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(PUT, ONE + "/rows", Role.bureaus()),
                roles(POST, ONE + "/dry-run", Role.bureaus()),
                roles(POST, ONE + "/error-workbook", Role.bureaus()));
    }

    @PostMapping(
            path = ONE + "/dry-run",
            consumes = {"text/csv", XLSX, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(summary = "试读文件：差异与错误 · what a file would change, and what is wrong with it")
    Mono<DryRun> tryOut(@PathVariable UUID id, @RequestBody Flux<DataBuffer> file, Actor actor) {
        return drafts.tryOut(id, file, actor);
    }

    @PostMapping(
            path = ONE + "/dry-run",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    Mono<DryRun> tryOutRows(@PathVariable UUID id, @RequestBody Flux<EnrolmentRow> rows, Actor actor) {
        return drafts.tryOutRows(id, rows, actor);
    }

    @PostMapping(
            path = ONE + "/error-workbook",
            consumes = {"text/csv", XLSX, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(summary = "标出错误的工作簿 · the file again with every bad cell marked")
    Mono<ResponseEntity<Flux<DataBuffer>>> errors(
            @PathVariable UUID id, @RequestBody Flux<DataBuffer> file, @Nullable Locale locale, Actor actor) {
        Locale language = locale == null ? Locale.SIMPLIFIED_CHINESE : locale;
        return errors.of(id, file, language, actor);
    }

    @PutMapping(
            path = ONE + "/rows",
            consumes = {"text/csv", XLSX, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(summary = "写入文件的全部行，或一行也不写 · write all rows of a file, or none")
    Mono<ResponseEntity<EnrolmentSnapshot>> write(
            @PathVariable UUID id,
            @RequestBody Flux<DataBuffer> file,
            @RequestParam(defaultValue = "file") String source,
            IfMatch tag,
            Actor actor) {
        return tagged.changed(id, tag, actor, drafts.write(id, source, file, actor));
    }

    @PutMapping(
            path = ONE + "/rows",
            consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE})
    Mono<ResponseEntity<EnrolmentSnapshot>> writeRows(
            @PathVariable UUID id,
            @RequestBody Flux<EnrolmentRow> rows,
            @RequestParam(defaultValue = "api") String source,
            IfMatch tag,
            Actor actor) {
        return tagged.changed(id, tag, actor, drafts.writeRows(id, source, rows, actor));
    }
}
