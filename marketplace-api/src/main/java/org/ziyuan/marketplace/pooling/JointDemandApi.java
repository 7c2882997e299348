package org.ziyuan.marketplace.pooling;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What schools need of joint purchases over HTTP. */
@RestController
@Tag(name = "联合采购 joint purchases")
class JointDemandApi implements RoutePolicies {

    private final JointDemands demands;
    private final JoinJointPurchase join;
    private final WithdrawJointDemand withdraw;

    JointDemandApi(JointDemands demands, JoinJointPurchase join, WithdrawJointDemand withdraw) {
        this.demands = demands;
        this.join = join;
        this.withdraw = withdraw;
    }

    /** How much a school needs. */
    record Need(
            @Min(1) @Max(1_000_000) int quantity, @Nullable UUID budgetLineId) {}

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, JointPurchaseApi.PURCHASES + "/{id}/demands", Readers.ofMoney()),
                roles(POST, JointPurchaseApi.PURCHASES + "/{id}/demands", JoinJointPurchase.askers()),
                roles(POST, "/api/v1/joint-demands/{id}/withdraw", JoinJointPurchase.askers()));
    }

    @GetMapping(JointPurchaseApi.PURCHASES + "/{id}/demands")
    @Operation(summary = "各校需求与分摊 · what each school needs and its share")
    Mono<Page<JointDemand>> demands(@PathVariable UUID id, Actor actor, Sought sought) {
        return demands.list(id, actor, sought);
    }

    @PostMapping(JointPurchaseApi.PURCHASES + "/{id}/demands")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "学校申报需求并预占 · a school takes part; the estimate is reserved")
    Mono<JointDemand> join(@PathVariable UUID id, @Valid @RequestBody Need need, OperationId demand, Actor actor) {
        return join.join(demand.value(), id, need.quantity(), need.budgetLineId(), actor);
    }

    @PostMapping("/api/v1/joint-demands/{id}/withdraw")
    @Operation(summary = "撤回需求并释放预占 · the demand is taken back and its reservation released")
    Mono<JointDemand> withdraw(@PathVariable UUID id, Actor actor) {
        return withdraw.withdraw(id, actor);
    }
}
