package org.ziyuan.procurement.need;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.choosing.UserGroup;
import reactor.core.publisher.Mono;

/** Needs over HTTP; what meets one is a requisition like any other. */
@RestController
@Tag(name = "采购申请 requisitions")
class NeedApi implements RoutePolicies {

    private static final String ALL = "/api/v1/needs";
    private static final String MINE = "/api/v1/needs/mine";
    private static final String DECLINE = "/api/v1/needs/{id}/decline";
    private static final String ASK = "/api/v1/listings/{id}/need";

    private final Needs needs;
    private final AskForListing ask;

    NeedApi(Needs needs, AskForListing ask) {
        this.needs = needs;
        this.ask = ask;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, ALL, Role.PURCHASER),
                roles(POST, DECLINE, Role.PURCHASER),
                roles(GET, MINE, Role.TEACHER),
                roles(PUT, ASK, Role.TEACHER));
    }

    /** For whom and for how many, and why. */
    record NewNeed(
            @NotNull UserGroup audience,
            @NotNull @Positive @Max(ForWhom.MOST_PEOPLE) Integer people,

            @NotNull @Schema(maxLength = AskForListing.LONGEST_REASON)
            String reason) {}

    /** Why it is not bought. */
    record NewAnswer(
            @NotNull @Schema(maxLength = AskForListing.LONGEST_REASON)
            String reason) {}

    @GetMapping(ALL)
    @Operation(summary = "教师需求，按资源汇总，新的在前 · what teachers need, by listing, the latest first")
    Mono<Page<GatheredNeed>> list(Actor actor, Sought sought) {
        return needs.list(actor, sought);
    }

    @GetMapping(MINE)
    @Operation(summary = "我请学校采购的资源和办理情况 · what I asked the school to buy and what became of it")
    Mono<Page<OwnNeed>> mine(Actor actor, Sought sought) {
        return needs.mine(actor, sought);
    }

    @PutMapping(ASK)
    @Operation(summary = "教师请学校采购这项资源 · a teacher asks the school to buy it")
    Mono<Void> ask(@PathVariable UUID id, @Valid @RequestBody NewNeed need, Actor actor) {
        return ask.ask(id, need.audience(), need.people(), need.reason(), actor);
    }

    @PostMapping(DECLINE)
    @Operation(summary = "答复教师：学校不采购这项资源 · says to the teachers why it is not bought")
    Mono<Void> decline(@PathVariable UUID id, @Valid @RequestBody NewAnswer answer, Actor actor) {
        return ask.decline(id, answer.reason(), actor);
    }
}
