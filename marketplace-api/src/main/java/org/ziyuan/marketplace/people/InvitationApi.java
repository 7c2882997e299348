package org.ziyuan.marketplace.people;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.access.source.SourceAddress;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Invitations over HTTP. What answers with a code is kept under no key. */
@RestController
@Tag(name = "人员与角色 people and roles")
class InvitationApi implements RoutePolicies {

    private static final String ONE = "/api/v1/invitations/{id}";
    private static final String JOINING = "/api/v1/session/joining";
    private static final String FORGOTTEN = "/api/v1/session/forgotten-password";

    private final UseInvitation use;
    private final ForgottenPassword forgotten;

    InvitationApi(UseInvitation use, ForgottenPassword forgotten) {
        this.use = use;
        this.forgotten = forgotten;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, ONE + "/slip", Readers.whoGiveRoles()),
                roles(POST, ONE + "/revoke", Readers.whoGiveRoles()),
                anyone(POST, JOINING),
                anyone(POST, FORGOTTEN));
    }

    /** The code of an invitation, and the password that the invited person chooses. */
    record Joining(
            @NotNull @Schema(maxLength = 100) String invitationCode,

            @NotNull @Schema(minLength = 12, maxLength = 128)
            String password) {}

    /** Who has forgotten his password, as he signs in. */
    record Forgotten(@NotNull @Schema(maxLength = 64) String login) {}

    @PostMapping(ONE + "/slip")
    @Operation(summary = "取邀请码，先前的码作废 · draw the code; the one before is worthless")
    Mono<UseInvitation.Slip> slip(@PathVariable UUID id, Actor actor) {
        return use.draw(id, actor);
    }

    @PostMapping(ONE + "/revoke")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "撤回邀请 · take an invitation back")
    Mono<Void> revoke(@PathVariable UUID id, Actor actor) {
        return use.revoke(id, actor).then();
    }

    @PostMapping(JOINING)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "用邀请码设置密码 · choose a password by the code of an invitation")
    Mono<Void> join(@Valid @RequestBody Joining joining, ServerHttpRequest request) {
        return CurrentActor.find()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(visitor -> use.choosePassword(
                        joining.invitationCode(), joining.password(), visitor.orElse(null), SourceAddress.of(request)))
                .then();
    }

    @PostMapping(FORGOTTEN)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "忘记密码：把重设链接发到已确认的邮箱，账号在不在都一样回答 · mail a way to a new password; the answer is always the same")
    Mono<Void> forgotten(@Valid @RequestBody Forgotten who, ServerHttpRequest request) {
        return forgotten.ask(who.login(), SourceAddress.of(request));
    }
}
