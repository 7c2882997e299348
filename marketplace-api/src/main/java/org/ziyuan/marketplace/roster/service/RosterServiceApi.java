package org.ziyuan.marketplace.roster.service;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.intake.kept.Intake;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The service from which one's own roster is read, over HTTP. */
@RestController
@Tag(name = "学籍名册 roster")
class RosterServiceApi implements RoutePolicies {

    private static final String SERVICE = "/api/v1/roster/service";

    private final KeepRosterService keep;
    private final ReadRosterService reading;
    private final Tagged<RosterService> tagged;

    RosterServiceApi(RosterServices services, KeepRosterService keep, ReadRosterService reading, AsShown asShown) {
        this.keep = keep;
        this.reading = reading;
        this.tagged = asShown.tagged("roster-service", services::own, RosterService::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, SERVICE, Readers.ofRosterServices()),
                roles(PUT, SERVICE, Readers.ofRosterServices()),
                roles(DELETE, SERVICE, Readers.ofRosterServices()),
                roles(POST, SERVICE + "/readings", Readers.ofRosters()));
    }

    /** Where it is, and what we prove ourselves with there; without a secret the one there is stays. */
    record Wanted(
            @NotNull @Schema(maxLength = 300) String baseUrl,
            @NotNull @Schema(maxLength = 300) String tokenUrl,
            @NotNull @Schema(maxLength = 200) String clientId,
            @Nullable @Schema(maxLength = 1000) String clientSecret) {}

    @GetMapping(SERVICE)
    @Operation(summary = "本单位的学籍系统接口，不含密钥 · the roster service of one's own organization, without its secret")
    Mono<ResponseEntity<RosterService>> service(Actor actor) {
        return tagged.one(actor.organizationId(), actor);
    }

    @PutMapping(SERVICE)
    @Operation(summary = "设置学籍系统接口 · say from which service rosters are read")
    Mono<ResponseEntity<RosterService>> write(@Valid @RequestBody Wanted wanted, IfMatch tag, Actor actor) {
        String secret = wanted.clientSecret() == null ? "" : wanted.clientSecret();
        return tagged.changed(
                actor.organizationId(),
                tag,
                actor,
                keep.write(new ServiceWish(wanted.baseUrl(), wanted.tokenUrl(), wanted.clientId(), secret), actor));
    }

    @DeleteMapping(SERVICE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "停用学籍系统接口并删除密钥 · forget the service and its secret")
    Mono<Void> forget(IfMatch tag, Actor actor) {
        return tagged.command(actor.organizationId(), tag, actor, keep.forget(actor));
    }

    @PostMapping(SERVICE + "/readings")
    @Operation(summary = "从学籍系统读取本校名册并保留差异，不写入 · read one's own roster from the service and keep the difference")
    Mono<ResponseEntity<Intake>> read(OperationId operation, Actor actor) {
        return reading.read(operation.value(), actor)
                .map(brought -> ResponseEntity.created(URI.create("/api/v1/intakes/" + brought.id()))
                        .body(brought));
    }
}
