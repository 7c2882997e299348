package org.ziyuan.storefront.allocation;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.allocation.AllocationRun;
import org.ziyuan.marketplace.allocation.ApproveAllocation;
import org.ziyuan.marketplace.allocation.ComputeAllocation;
import org.ziyuan.marketplace.allocation.ReleaseTranche;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What a bureau does with an allocation; afterwards its page says what came of it. */
@Controller
class AllocationActs implements RoutePolicies {

    private static final String FUND = "per-pupil";
    private static final Map<String, String> FIELDS = Map.of(
            "date-malformed", "standardsOn",
            "funding-standard-missing", "standardsOn",
            "enrolment-snapshot-not-frozen", "snapshot",
            "id-malformed", "snapshot",
            "allocation-has-no-schools", "snapshot");

    private final ComputeAllocation computing;
    private final ApproveAllocation decisions;
    private final ReleaseTranche releases;

    AllocationActs(ComputeAllocation computing, ApproveAllocation decisions, ReleaseTranche releases) {
        this.computing = computing;
        this.decisions = decisions;
        this.releases = releases;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/allocations", Role.bureaus()),
                roles(POST, "/allocations/{id}/approve", Role.bureaus()),
                roles(POST, "/allocations/{id}/cancel", Role.bureaus()),
                roles(POST, "/allocations/{id}/post", Role.bureaus()),
                roles(POST, "/allocations/{id}/tranches/{seq}/release", Role.bureaus()));
    }

    /** The operation id was put into the form when the page was made: pressing twice computes once. */
    @PostMapping("/allocations")
    Mono<String> compute(Actor actor, Posted posted) {
        return posted.keeping(FIELDS)
                .leadingTo(
                        () -> computing
                                .compute(
                                        posted.id("operation"),
                                        FUND,
                                        posted.id("snapshot"),
                                        standardsOn(posted.form()),
                                        actor)
                                .map(run -> "redirect:/allocations/" + run.id()),
                        "/allocations");
    }

    @PostMapping("/allocations/{id}/approve")
    Mono<String> approve(@PathVariable UUID id, Actor actor, Posted posted) {
        return said("allocation", decisions.approve(id, actor).map(AllocationRun::total), "approved", id, posted);
    }

    @PostMapping("/allocations/{id}/cancel")
    Mono<String> cancel(@PathVariable UUID id, Actor actor, Posted posted) {
        return said("allocation", decisions.cancel(id, actor), "cancelled", id, posted);
    }

    @PostMapping("/allocations/{id}/post")
    Mono<String> post(@PathVariable UUID id, Actor actor, Posted posted) {
        return said("allocation", decisions.post(id, actor), "posting", id, posted);
    }

    @PostMapping("/allocations/{id}/tranches/{seq}/release")
    Mono<String> release(@PathVariable UUID id, @PathVariable int seq, Actor actor, Posted posted) {
        return said("tranche", releases.release(id, seq, actor), "releasing", id, posted);
    }

    private Mono<String> said(String document, Mono<?> act, String done, UUID id, Posted posted) {
        return posted.asShown(document, id).of(() -> act, "allocation.said." + done, "/allocations/" + id);
    }

    private static @Nullable LocalDate standardsOn(MultiValueMap<String, String> form) {
        return Fields.text(form, "standardsOn").isBlank() ? null : Fields.day(form, "standardsOn");
    }
}
