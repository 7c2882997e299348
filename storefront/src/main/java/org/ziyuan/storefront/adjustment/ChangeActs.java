package org.ziyuan.storefront.adjustment;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.adjustment.BudgetChange;
import org.ziyuan.marketplace.adjustment.DecideBudgetChange;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Decides about a change of the budget, or takes it back. */
@Controller
class ChangeActs implements RoutePolicies {

    private final DecideBudgetChange decide;

    ChangeActs(DecideBudgetChange decide) {
        this.decide = decide;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/budget-changes/{id}/decision", Role.bureaus()),
                roles(POST, "/budget-changes/{id}/withdraw", ChangePages.ASKERS));
    }

    @PostMapping("/budget-changes/{id}/decision")
    Mono<String> decide(@PathVariable UUID id, Actor actor, Posted posted) {
        String decision = posted.text("decision");
        return posted.keeping(Map.of("reason-required", "note"))
                .asShown("change", id)
                .of(
                        () -> decided(decision, id, posted.text("note"), actor).map(BudgetChange::amount),
                        decision.equals("APPROVE") ? "change.said.approved" : "change.said.rejected",
                        "/budget-changes/" + id);
    }

    @PostMapping("/budget-changes/{id}/withdraw")
    Mono<String> withdraw(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.asShown("change", id)
                .of(() -> decide.withdraw(id, actor), "change.said.withdrawn", "/budget-changes/" + id);
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
