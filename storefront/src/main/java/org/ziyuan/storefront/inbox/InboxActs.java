package org.ziyuan.storefront.inbox;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.ACCOUNTANT;
import static org.ziyuan.marketplace.identity.Role.PRINCIPAL;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
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
    private final Outcome outcome;

    InboxActs(Requisitions requisitions, Decide decide, Outcome outcome) {
        this.requisitions = requisitions;
        this.decide = decide;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(POST, "/inbox/{taskId}/decision", ACCOUNTANT, PRINCIPAL));
    }

    @PostMapping("/inbox/{taskId}/decision")
    Mono<String> decide(
            @PathVariable UUID taskId, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return Mono.zip(exchange.getFormData(), decide.requisitionOf(taskId, actor))
                .flatMap(both -> {
                    MultiValueMap<String, String> form = both.getT1();
                    String decision = Fields.text(form, "decision");
                    String comment = Fields.text(form, "comment");
                    return outcome.keeping(form, Map.of("comment-required", "comment"))
                            .asShown("requisition", both.getT2(), form)
                            .refusedAt("/inbox/" + taskId)
                            .of(
                                    Mono.defer(() -> decide.decide(taskId, decision(decision), comment, actor))
                                            .then(Mono.defer(() -> amount(form, actor))),
                                    decision.equals("REJECT") ? "inbox.said.rejected" : "inbox.said.approved",
                                    "/inbox",
                                    session,
                                    locale);
                });
    }

    /** What was decided about, in money, for the sentence; a decision stands whether or not it can be read again. */
    private Mono<Money> amount(MultiValueMap<String, String> form, Actor actor) {
        return Mono.fromCallable(() -> Fields.id(form, "requisition"))
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
