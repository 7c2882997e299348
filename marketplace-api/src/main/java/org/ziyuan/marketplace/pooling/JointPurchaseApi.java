package org.ziyuan.marketplace.pooling;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
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
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Joint purchases over HTTP. */
@RestController
@Tag(name = "联合采购 joint purchases")
class JointPurchaseApi implements RoutePolicies {

    static final String PURCHASES = "/api/v1/joint-purchases";

    private final JointPurchases purchases;
    private final OpenJointPurchase open;
    private final AwardJointPurchase award;
    private final CancelJointPurchase cancel;
    private final Tagged<JointPurchase> tagged;

    JointPurchaseApi(
            JointPurchases purchases,
            OpenJointPurchase open,
            AwardJointPurchase award,
            CancelJointPurchase cancel,
            AsShown asShown) {
        this.purchases = purchases;
        this.open = open;
        this.award = award;
        this.cancel = cancel;
        this.tagged = asShown.tagged("joint-purchase", purchases::find, JointPurchaseApi::standing);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, PURCHASES, Readers.ofMoney()),
                roles(GET, PURCHASES + "/{id}", Readers.ofMoney()),
                roles(POST, PURCHASES, Role.bureaus()),
                roles(POST, PURCHASES + "/{id}/award", Role.bureaus()),
                roles(POST, PURCHASES + "/{id}/cancel", Role.bureaus()));
    }

    @GetMapping(PURCHASES)
    @Operation(summary = "看得到的联合采购，新的在前 · the joint purchases you may see, the newest first")
    Mono<Page<JointPurchase>> list(Actor actor, Sought sought) {
        return purchases.list(actor, sought);
    }

    @GetMapping(PURCHASES + "/{id}")
    @Operation(summary = "一项联合采购 · one joint purchase")
    Mono<ResponseEntity<JointPurchase>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @PostMapping(PURCHASES)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "发起联合采购 · a bureau opens a joint purchase")
    Mono<JointPurchase> open(@Valid @RequestBody NewJointPurchase opening, OperationId id, Actor actor) {
        return open.open(id.value(), opening.title(), opening.poolLineId(), opening.unitEstimate(), actor);
    }

    @PostMapping(PURCHASES + "/{id}/award")
    @Operation(summary = "定标并按数量分摊到分 · award it and split the price to the fen")
    Mono<ResponseEntity<JointPurchase>> award(
            @PathVariable UUID id, @Valid @RequestBody JointAward what, OperationId awardId, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, award.award(awardId.value(), id, what.total(), what.vendorId(), actor));
    }

    @PostMapping(PURCHASES + "/{id}/cancel")
    @Operation(summary = "取消并释放全部预占 · cancel it and release everything")
    Mono<ResponseEntity<JointPurchase>> cancel(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, cancel.cancel(id, actor));
    }

    /** Who awards decides by what the schools need together. */
    private static Object standing(JointPurchase purchase) {
        return "%s-%d-%d".formatted(purchase.state(), purchase.schools(), purchase.quantity());
    }
}
