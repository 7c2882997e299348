package org.ziyuan.marketplace.people.standin;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Duties that are lent for a time, over HTTP. */
@RestController
@Tag(name = "人员与角色 people and roles")
class StandInApi implements RoutePolicies {

    private static final String STAND_INS = "/api/v1/stand-ins";

    private final StandIns standIns;
    private final LendDuty lend;

    StandInApi(StandIns standIns, LendDuty lend) {
        this.standIns = standIns;
        this.lend = lend;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, STAND_INS, Readers.whoLendDuties()),
                roles(POST, STAND_INS, Readers.whoLendDuties()),
                roles(POST, STAND_INS + "/{id}/end", Readers.whoLendDuties()));
    }

    /** Who stands in, for what, how long and why. */
    record Lending(
            @NotNull @Schema(minLength = 3, maxLength = 64) String login,
            @NotNull @Schema(minLength = 1, maxLength = 64) String displayName,
            @NotNull Role role,
            @NotNull OffsetDateTime validFrom,
            @NotNull OffsetDateTime validUntil,
            @NotNull @Schema(minLength = 1, maxLength = 500) String reason) {}

    /** Why. */
    record TakenBack(
            @NotNull @Schema(minLength = 1, maxLength = 500) String reason) {}

    /** The id of what was lent. */
    record Lent(UUID id) {}

    @GetMapping(STAND_INS)
    @Operation(summary = "本单位的委托代行 · who stands in for whom in your organization")
    Mono<List<StandIn>> list(Actor actor) {
        return standIns.of(actor);
    }

    @PostMapping(STAND_INS)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "把一项职责委托给别人代行一段时间 · lend a duty for a time")
    Mono<Lent> lend(@Valid @RequestBody Lending wish, OperationId id, Actor actor) {
        return lend.lend(
                        id.value(),
                        new LendDuty.Wish(
                                wish.login(),
                                wish.displayName(),
                                wish.role(),
                                wish.validFrom(),
                                wish.validUntil(),
                                wish.reason()),
                        actor)
                .map(Lent::new);
    }

    @PostMapping(STAND_INS + "/{id}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "收回委托 · take a lent duty back")
    Mono<Void> end(@PathVariable UUID id, @Valid @RequestBody TakenBack why, Actor actor) {
        return lend.takeBack(id, why.reason(), actor);
    }
}
