package org.ziyuan.storefront.allocation;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.allocation.AllocationDifference;
import org.ziyuan.marketplace.allocation.AllocationRun;
import org.ziyuan.marketplace.allocation.AllocationRuns;
import org.ziyuan.marketplace.allocation.ReleaseTranche;
import org.ziyuan.marketplace.allocation.Tranche;
import org.ziyuan.marketplace.enrolment.EnrolmentSnapshot;
import org.ziyuan.marketplace.enrolment.EnrolmentSnapshots;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Mono;

/** Allocations to read: the list, and one with its steps and its comparison. */
@Controller
class AllocationPages implements RoutePolicies {

    private static final List<String> KINDS = List.of("changed", "added", "gone", "same");

    private final AllocationRuns runs;
    private final AllocationDifference differences;
    private final ReleaseTranche tranches;
    private final EnrolmentSnapshots snapshots;
    private final AsShown asShown;

    AllocationPages(
            AllocationRuns runs,
            AllocationDifference differences,
            ReleaseTranche tranches,
            EnrolmentSnapshots snapshots,
            AsShown asShown) {
        this.asShown = asShown;
        this.runs = runs;
        this.differences = differences;
        this.tranches = tranches;
        this.snapshots = snapshots;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/allocations", Readers.ofManySchools()),
                roles(GET, "/allocations/{id}", Readers.ofManySchools()),
                roles(GET, "/allocations/{id}/progress", Readers.ofManySchools()));
    }

    @GetMapping("/allocations")
    Mono<String> list(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        boolean decides = decides(actor);
        model.addAttribute("decides", decides);
        model.addAttribute("operation", Ids.next());
        return AskedTogether.of(
                runs.list(actor, null, sought)
                        .doOnNext(page -> model.addAttribute("page", page))
                        .thenReturn("allocation/allocations"),
                snapshots
                        .toComputeFrom(actor)
                        .map(AllocationPages::option)
                        .collectList()
                        .doOnNext(frozen -> model.addAttribute("snapshots", frozen)));
    }

    @GetMapping("/allocations/{id}")
    Mono<String> one(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String kind,
            Sought sought,
            Model model,
            Actor actor) {
        model.addAttribute("sought", sought);
        String narrowed = kindOr(kind);
        model.addAttribute("kind", narrowed);
        return AskedTogether.of(
                runs.find(id, actor)
                        .doOnNext(run -> model.addAttribute("may", RunRules.of(run, actor)))
                        .thenReturn("allocation/allocation"),
                asShown.of("allocation", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)),
                asShown.of("tranche", id, actor).doOnNext(seen -> model.addAttribute("seenTranches", seen)),
                differences
                        .summary(id, actor)
                        .doOnNext(summary -> model.addAttribute("difference", summary))
                        .doOnNext(summary -> model.addAttribute("counts", counts(summary))),
                differences.schools(id, narrowed, sought, actor).doOnNext(page -> model.addAttribute("schools", page)),
                standing(id, model, actor));
    }

    /** The kind that was asked for, null for one that there is not. */
    static @Nullable String kindOr(@Nullable String asked) {
        return asked != null && KINDS.contains(asked) ? asked : null;
    }

    /** How many schools each kind of change has, by the words the page is narrowed with. */
    private static Map<String, Integer> counts(AllocationDifference.Summary summary) {
        int[] found = {summary.changed(), summary.added(), summary.gone(), summary.same()};
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int i = 0; i < found.length; i++) {
            counts.put(KINDS.get(i), found[i]);
        }
        return counts;
    }

    /**
     * How far it has come, asked again and again by the page while it is open. At its end the page is loaded anew,
     * because the next step stands there.
     */
    @GetMapping("/allocations/{id}/progress")
    Mono<String> progress(@PathVariable UUID id, Model model, Actor actor, ServerHttpResponse response) {
        return AskedTogether.of(standing(id, model, actor))
                .filter(moving -> !moving)
                .doOnNext(ended -> response.getHeaders().set("HX-Refresh", "true"))
                .thenReturn("allocation/progress :: progress");
    }

    /** Shows the run with its tranches. @return whether anything moves without a person */
    private Mono<Boolean> standing(UUID id, Model model, Actor actor) {
        return Mono.zip(runs.find(id, actor), tranches.of(id, actor).collectList(), (run, all) -> {
            boolean moving = moving(run, all);
            model.addAllAttributes(Map.of(
                    "run",
                    run,
                    "tranches",
                    all,
                    "moving",
                    moving,
                    "posting",
                    run.state() == AllocationRun.State.POSTING));
            return moving;
        });
    }

    private static boolean moving(AllocationRun run, List<Tranche> tranches) {
        return run.attention() == null
                && (run.state() == AllocationRun.State.POSTING
                        || tranches.stream().anyMatch(Tranche::underWay));
    }

    static boolean decides(Actor actor) {
        return actor.isAnyOf(Role.bureaus());
    }

    private static Option option(EnrolmentSnapshot snapshot) {
        return new Option(
                snapshot.id().toString(),
                snapshot.fiscalYear() + " · " + snapshot.bureauName() + " · " + snapshot.censusDate() + " · "
                        + snapshot.pupils());
    }
}
