package org.ziyuan.storefront.adjustment;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.adjustment.BudgetChange;
import org.ziyuan.marketplace.adjustment.DecideBudgetChange;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Decides about a change of the budget, or takes it back. */
@Controller
class ChangeActs implements RoutePolicies {

    private final DecideBudgetChange decide;
    private final Outcome outcome;

    ChangeActs(DecideBudgetChange decide, Outcome outcome) {
        this.decide = decide;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/budget-changes/{id}/decision", Role.bureaus()),
                roles(POST, "/budget-changes/{id}/withdraw", ChangePages.ASKERS));
    }

    @PostMapping("/budget-changes/{id}/decision")
    Mono<String> decide(
            @PathVariable UUID id, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData().flatMap(form -> {
            String decision = Fields.text(form, "decision");
            String note = Fields.text(form, "note");
            return outcome.keeping(form, Map.of("reason-required", "note"))
                    .asShown("change", id, form)
                    .of(
                            Mono.defer(() -> decided(decision, id, note, actor)).map(BudgetChange::amount),
                            decision.equals("APPROVE") ? "change.said.approved" : "change.said.rejected",
                            "/budget-changes/" + id,
                            session,
                            locale);
        });
    }

    @PostMapping("/budget-changes/{id}/withdraw")
    Mono<String> withdraw(
            @PathVariable UUID id, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.asShown("change", id, form)
                        .of(
                                decide.withdraw(id, actor),
                                "change.said.withdrawn",
                                "/budget-changes/" + id,
                                session,
                                locale));
    }

    /** No button pressed is no decision. */
    private Mono<BudgetChange> decided(String decision, UUID id, String note, Actor actor) {
        return switch (decision) {
            case "APPROVE" -> decide.approve(id, note, actor);
            case "REJECT" -> decide.reject(id, note, actor);
            default -> Mono.error(Refusal.invalid("decision-missing"));
        };
    }
}
