package org.ziyuan.marketplace.people;

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
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.Reason;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** People, their roles and their invitations over HTTP. */
@RestController
@Tag(name = "人员与角色 people and roles")
class PeopleApi implements RoutePolicies {

    static final String PEOPLE = "/api/v1/people";
    private static final String ONE = PEOPLE + "/{id}";

    private final PeopleInSight people;
    private final AdmitPerson admit;
    private final EndRole ends;
    private final AdministerPerson administer;
    private final Tagged<PersonFile> tagged;

    PeopleApi(PeopleInSight people, AdmitPerson admit, EndRole ends, AdministerPerson administer, AsShown asShown) {
        this.people = people;
        this.admit = admit;
        this.ends = ends;
        this.administer = administer;
        this.tagged = asShown.tagged("person", people::find, PersonFile::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, PEOPLE, Readers.ofPeople()),
                roles(GET, ONE, Readers.ofPeople()),
                roles(POST, PEOPLE, Readers.whoGiveRoles()),
                roles(POST, ONE + "/suspend", Readers.whoGiveRoles()),
                roles(POST, ONE + "/restore", Readers.whoGiveRoles()),
                roles(POST, ONE + "/second-factor/forget", Readers.whoGiveRoles()),
                roles(POST, ONE + "/invitations", Readers.whoGiveRoles()),
                roles(POST, ONE + "/roles/{grant}/end", Readers.whoGiveRoles()));
    }

    /** Who gets which role. */
    record Admission(
            @NotNull @Schema(minLength = 3, maxLength = 64) String login,
            @NotNull @Schema(minLength = 1, maxLength = 64) String displayName,
            @NotNull Role role,
            @NotNull UUID organizationId,
            @Nullable OffsetDateTime validUntil,
            @Nullable @Schema(maxLength = 254) String mail) {

        AdmitPerson.Wish asWish() {
            return new AdmitPerson.Wish(login, displayName, role, organizationId, validUntil, mail == null ? "" : mail);
        }
    }

    /** Why a role ends, and the login of who takes the duty over. */
    record Ending(
            @NotNull @Schema(minLength = 1, maxLength = 500) String reason,
            @Nullable @Schema(maxLength = 64) String successor) {}

    @GetMapping(PEOPLE)
    @Operation(summary = "看得到的人员，新的在前 · the people you may see, the newest first")
    Mono<Page<Person>> list(Actor actor, @RequestParam(required = false) @Nullable Role role, Sought sought) {
        return people.list(role, sought, actor);
    }

    @GetMapping(ONE)
    @Operation(summary = "一个人的角色、邀请和手上的事 · one person with roles, invitations and what he holds")
    Mono<ResponseEntity<PersonFile>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @PostMapping(PEOPLE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "授予角色；没有账号的人得到账号和邀请 · give a role; who has no account gets one and an invitation")
    Mono<PersonFile> admit(@Valid @RequestBody Admission wish, OperationId id, Actor actor) {
        return admit.admit(id.value(), wish.asWish(), actor).flatMap(person -> people.find(person, actor));
    }

    @PostMapping(ONE + "/suspend")
    @Operation(summary = "停用账号，各节点立即生效 · keep a person out, on every node at once")
    Mono<ResponseEntity<PersonFile>> suspend(
            @PathVariable UUID id, @Valid @RequestBody Reason why, IfMatch tag, Actor actor) {
        return after(id, tag, actor, administer.suspend(id, why.reason(), actor));
    }

    @PostMapping(ONE + "/restore")
    @Operation(summary = "恢复账号 · let a person in again")
    Mono<ResponseEntity<PersonFile>> restore(
            @PathVariable UUID id, @Valid @RequestBody Reason why, IfMatch tag, Actor actor) {
        return after(id, tag, actor, administer.restore(id, why.reason(), actor));
    }

    @PostMapping(ONE + "/second-factor/forget")
    @Operation(summary = "解除第二步验证 · take the second factors of somebody away who has lost them")
    Mono<ResponseEntity<PersonFile>> forgetSecondFactor(
            @PathVariable UUID id, @Valid @RequestBody Reason why, IfMatch tag, Actor actor) {
        return after(id, tag, actor, administer.forgetSecondFactor(id, why.reason(), actor));
    }

    @PostMapping(ONE + "/invitations")
    @Operation(summary = "重设密码或重新邀请 · let a person choose a new password, or invite again")
    Mono<ResponseEntity<PersonFile>> invite(@PathVariable UUID id, OperationId operation, IfMatch tag, Actor actor) {
        return after(
                id, tag, actor, administer.reset(operation.value(), id, actor).then());
    }

    @PostMapping(ONE + "/roles/{grant}/end")
    @Operation(summary = "结束一个角色，可同时指定接替人 · end a role, with a successor in the same act")
    Mono<ResponseEntity<PersonFile>> end(
            @PathVariable UUID id,
            @PathVariable UUID grant,
            @Valid @RequestBody Ending ending,
            IfMatch tag,
            Actor actor) {
        return after(
                id,
                tag,
                actor,
                ends.end(id, grant, ending.reason(), ending.successor(), actor).then());
    }

    private Mono<ResponseEntity<PersonFile>> after(UUID id, IfMatch tag, Actor actor, Mono<Void> act) {
        return tagged.changed(id, tag, actor, act.then(Mono.defer(() -> people.find(id, actor))));
    }
}
