package org.ziyuan.storefront.inbox;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.ACCOUNTANT;
import static org.ziyuan.marketplace.identity.Role.PRINCIPAL;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.approval.Decide;
import org.ziyuan.procurement.approval.Decision;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Mono;

/** Decides about what waits for an approval. */
@Controller
class InboxActs implements RoutePolicies {

    private final Requisitions requisitions;
    private final Decide decide;

    InboxActs(Requisitions requisitions, Decide decide) {
        this.requisitions = requisitions;
        this.decide = decide;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(POST, "/inbox/{taskId}/decision", ACCOUNTANT, PRINCIPAL));
    }

    @PostMapping("/inbox/{taskId}/decision")
    Mono<String> decide(@PathVariable UUID taskId, Actor actor, Posted posted) {
        String decision = posted.text("decision");
        return decide.requisitionOf(taskId, actor)
                .flatMap(requisition -> posted.keeping(Map.of("comment-required", "comment"))
                        .asShown("requisition", requisition)
                        .refusedAt("/inbox/" + taskId)
                        .of(
                                () -> decide.decide(taskId, decision(decision), posted.text("comment"), actor)
                                        .then(Mono.defer(() -> amount(posted, actor))),
                                decision.equals("REJECT") ? "inbox.said.rejected" : "inbox.said.approved",
                                "/inbox"));
    }

    /** What was decided about, in money, for the sentence; a decision stands whether or not it can be read again. */
    private Mono<Money> amount(Posted posted, Actor actor) {
        return Mono.fromCallable(() -> posted.id("requisition"))
                .flatMap(id -> requisitions.find(id, actor))
                .map(Requisition::total)
                .onErrorReturn(Refusal.class, Money.ofFen(0));
    }

    private static Decision decision(String word) {
        try {
            return Decision.valueOf(word);
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("decision-missing");
        }
    }
}
