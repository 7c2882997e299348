package org.ziyuan.marketplace.register;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
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
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Acts upon the tree of organizations over HTTP. */
@RestController
@Tag(name = "组织机构 organizations")
class RegisterApi implements RoutePolicies {

    private static final String ACTS = "/api/v1/organization-acts";

    private final OrganizationActs acts;
    private final ActUponTree tree;
    private final OrganizationHistory history;
    private final Tagged<OrganizationAct> tagged;
    private final Clock clock;

    RegisterApi(OrganizationActs acts, ActUponTree tree, OrganizationHistory history, AsShown asShown, Clock clock) {
        this.acts = acts;
        this.tree = tree;
        this.history = history;
        this.tagged = asShown.tagged("organization-act", acts::find, OrganizationAct::state);
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/api/v1/organizations/{id}/history", Readers.ofOrganizations()),
                roles(GET, ACTS, ActRules.actors()),
                roles(POST, ACTS, ActRules.actors()),
                roles(GET, ACTS + "/{id}", ActRules.actors()),
                roles(POST, ACTS + "/{id}/withdraw", ActRules.actors()));
    }

    @GetMapping("/api/v1/organizations/{id}/history")
    @Operation(summary = "某机构自哪一天起是怎样的 · what was true of an organization from which day on")
    Mono<List<OrganizationHistory.Fact>> history(@PathVariable UUID id, Actor actor) {
        return history.of(id, actor).collectList();
    }

    @GetMapping(ACTS)
    @Operation(summary = "机构的设立、变更、划转、合并、分立、撤销 · acts upon the tree, the newest first")
    Mono<Page<OrganizationAct>> list(
            @RequestParam(required = false) @Nullable UUID organization,
            @RequestParam(required = false) OrganizationAct.@Nullable State state,
            Sought sought,
            Actor actor) {
        return acts.list(organization, state, sought, actor);
    }

    @PostMapping(ACTS)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "办理一项机构变动；注明日期的到那天生效 · do it, or plan it for its day")
    Mono<OrganizationAct> act(@Valid @RequestBody WantedAct wish, OperationId id, Actor actor) {
        return tree.ask(id.value(), wish.asked(LocalDate.now(clock)), actor);
    }

    @GetMapping(ACTS + "/{id}")
    @Operation(summary = "一项机构变动 · one act")
    Mono<ResponseEntity<OrganizationAct>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @PostMapping(ACTS + "/{id}/withdraw")
    @Operation(summary = "撤回还没有生效的变动 · take back what is planned")
    Mono<ResponseEntity<OrganizationAct>> withdraw(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, tree.withdraw(id, actor));
    }
}
