package org.ziyuan.marketplace.people;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Many people over HTTP, as a CSV or XLSX file sent as the body. */
@RestController
@Tag(name = "人员与角色 people and roles")
class ImportApi implements RoutePolicies {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String IMPORT = PeopleApi.PEOPLE + "/import";

    private final AdmitPeople admit;

    ImportApi(AdmitPeople admit) {
        this.admit = admit;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, IMPORT, Readers.whoGiveRoles()),
                roles(POST, IMPORT + "/dry-run", Readers.whoGiveRoles()),
                roles(POST, IMPORT + "/error-workbook", Readers.whoGiveRoles()));
    }

    @PostMapping(
            path = IMPORT,
            consumes = {"text/csv", XLSX, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(summary = "写入名单的全部行，或一行也不写 · write all rows of a list, or none")
    Mono<AdmittedPeople> write(@RequestBody Flux<DataBuffer> file, OperationId id, Actor actor) {
        return admit.write(id.value(), file, actor);
    }

    @PostMapping(
            path = IMPORT + "/dry-run",
            consumes = {"text/csv", XLSX, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(summary = "试读名单 · what a list would do")
    Mono<AdmittedPeople> tryOut(@RequestBody Flux<DataBuffer> file, Actor actor) {
        return admit.tryOut(file, actor).map(AdmitPeople.Look::came);
    }

    @PostMapping(
            path = IMPORT + "/error-workbook",
            consumes = {"text/csv", XLSX, MediaType.APPLICATION_OCTET_STREAM_VALUE})
    @Operation(summary = "标出错误的工作簿 · the list again with every bad cell marked")
    Mono<ResponseEntity<Flux<DataBuffer>>> errors(
            @RequestBody Flux<DataBuffer> file, @Nullable Locale locale, Actor actor) {
        return admit.errors(file, locale == null ? Locale.SIMPLIFIED_CHINESE : locale, actor);
    }
}
