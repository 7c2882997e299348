package org.ziyuan.marketplace.listing.opening;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.SentForms;
import org.ziyuan.marketplace.listing.media.FileAnswer;
import org.ziyuan.marketplace.listing.media.ListingFiles;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Ways to open listings and their covers over HTTP. */
@RestController
@Tag(name = "资源 listings")
class OpeningApi implements RoutePolicies {

    private static final String DRAFT = "listing-draft";
    private static final String STEPS = "/api/v1/listings/{id}/opening/steps";
    private static final String FILE = "/api/v1/listings/{id}/opening/file";
    private static final String COVER = "/api/v1/listings/{id}/cover";
    private static final String SENT = "/api/v1/listing-files/{id}";

    private final ChooseOpening choose;
    private final ListingFiles files;
    private final SentForms sent;
    private final AsShown asShown;

    OpeningApi(ChooseOpening choose, ListingFiles files, SentForms sent, AsShown asShown) {
        this.choose = choose;
        this.files = files;
        this.sent = sent;
        this.asShown = asShown;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(PUT, STEPS, Role.VENDOR_MANAGER),
                roles(PUT, FILE, Role.VENDOR_MANAGER),
                roles(PUT, COVER, Role.VENDOR_MANAGER),
                roles(GET, SENT, Role.VENDOR_MANAGER, Role.OPERATOR));
    }

    /** What a service consists of, a line each. */
    record ServiceSteps(@NotNull @Schema(maxLength = 1_300) String steps) {}

    @PutMapping(STEPS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "服务的进度安排，每行一项 · the steps of a service, a line each")
    Mono<Void> steps(
            @PathVariable UUID id,
            @Valid @RequestBody ServiceSteps steps,
            OperationId operation,
            IfMatch tag,
            Actor vendor) {
        return Mono.fromCallable(() -> Chosen.steps(operation.value(), steps.steps()))
                .flatMap(chosen -> asShown.ifMatch(DRAFT, id, tag, choose.choose(id, chosen, vendor)));
    }

    @PutMapping(path = FILE, consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "以文件打开 · lets a file open it")
    Mono<Void> file(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "file") String source,
            @RequestBody Flux<DataBuffer> content,
            OperationId operation,
            IfMatch tag,
            Actor vendor) {
        return sent.with(
                content,
                source,
                file -> files.check(file)
                        .flatMap(checked -> asShown.ifMatch(
                                DRAFT, id, tag, choose.choose(id, Chosen.file(operation.value(), checked), vendor))));
    }

    @PutMapping(path = COVER, consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "换封面 · another cover")
    Mono<Void> cover(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "cover") String source,
            @RequestBody Flux<DataBuffer> content,
            OperationId operation,
            IfMatch tag,
            Actor vendor) {
        return sent.with(
                content,
                source,
                picture -> asShown.ifMatch(DRAFT, id, tag, choose.cover(id, operation.value(), picture, vendor)));
    }

    @GetMapping(SENT)
    @Operation(summary = "供应商传来的文件，供其本人与审核人查看 · what a vendor sent, for him and for who reviews it")
    Mono<ResponseEntity<Flux<DataBuffer>>> sent(
            @PathVariable UUID id, @RequestHeader HttpHeaders headers, Actor actor) {
        return files.find(id, actor).map(file -> FileAnswer.of(file, headers.getRange(), files));
    }
}
