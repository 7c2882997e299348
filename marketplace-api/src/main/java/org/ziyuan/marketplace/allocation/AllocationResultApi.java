package org.ziyuan.marketplace.allocation;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.allocation.AllocationDifference.SchoolDifference;
import org.ziyuan.marketplace.allocation.AllocationDifference.Summary;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What an allocation gives over HTTP: to which school, why, and in which tranches. */
@RestController
@Tag(name = "经费测算 allocations")
class AllocationResultApi implements RoutePolicies {

    private static final String RUNS = "/api/v1/allocations";
    private static final String ONE = RUNS + "/{id}";
    private static final String OF_SCHOOL = "/api/v1/schools/{schoolId}/allocations";

    private final ReleaseTranche releases;
    private final AllocationDifference differences;
    private final Explanations explanations;
    private final Tagged<List<Tranche>> schedules;

    AllocationResultApi(
            ReleaseTranche releases, AllocationDifference differences, Explanations explanations, AsShown asShown) {
        this.releases = releases;
        this.differences = differences;
        this.explanations = explanations;
        this.schedules = asShown.tagged(
                "tranche", (id, actor) -> releases.of(id, actor).collectList(), AllocationResultApi::states);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, ONE + "/difference", Readers.ofManySchools()),
                roles(GET, ONE + "/schools", Readers.ofManySchools()),
                roles(GET, ONE + "/schools/{schoolId}", Readers.ofMoney()),
                roles(GET, OF_SCHOOL, Readers.ofMoney()),
                roles(GET, ONE + "/tranches", Readers.ofManySchools()),
                roles(POST, ONE + "/tranches/{seq}/release", Role.bureaus()));
    }

    @GetMapping(ONE + "/difference")
    @Operation(summary = "与本年度上一次测算的差异 · how it differs from the run before")
    Mono<Summary> difference(@PathVariable UUID id, Actor actor) {
        return differences.summary(id, actor);
    }

    @GetMapping(ONE + "/schools")
    @Operation(summary = "各校金额与差异 · every school's amount and what changed")
    Mono<Page<SchoolDifference>> schools(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable String kind, Sought sought, Actor actor) {
        return differences.schools(id, kind, sought, actor);
    }

    @GetMapping(ONE + "/schools/{schoolId}")
    @Operation(summary = "为什么是这个金额 · why this school gets this amount")
    Mono<Explanation> explain(@PathVariable UUID id, @PathVariable UUID schoolId, Actor actor) {
        return explanations.of(id, schoolId, actor);
    }

    @GetMapping(OF_SCHOOL)
    @Operation(summary = "一所学校得到的经费及其计算 · what a school was allocated, and why")
    Mono<List<Explanation>> ofSchool(
            @PathVariable UUID schoolId, @RequestParam(required = false) @Nullable Integer fiscalYear, Actor actor) {
        return AskedTogether.of(
                explanations.ofSchool(schoolId, fiscalYear, actor).collectList());
    }

    @GetMapping(ONE + "/tranches")
    @Operation(summary = "下达计划 · its schedule of tranches")
    Mono<ResponseEntity<List<Tranche>>> tranches(@PathVariable UUID id, Actor actor) {
        return schedules.one(id, actor);
    }

    @PostMapping(ONE + "/tranches/{seq}/release")
    @Operation(summary = "下达一批，只能一次 · release a tranche, once")
    Mono<ResponseEntity<Tranche>> release(@PathVariable UUID id, @PathVariable int seq, IfMatch tag, Actor actor) {
        return schedules
                .command(id, tag, actor, releases.release(id, seq, actor))
                .map(tranche -> ResponseEntity.accepted().body(tranche));
    }

    /** Of a schedule only what became of each tranche changes. */
    private static Object states(List<Tranche> schedule) {
        return schedule.stream()
                .map(tranche -> tranche.seq() + "-" + tranche.state())
                .collect(Collectors.joining("."));
    }
}
