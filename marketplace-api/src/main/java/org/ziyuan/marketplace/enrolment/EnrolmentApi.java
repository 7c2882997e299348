package org.ziyuan.marketplace.enrolment;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
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

/** Counts of pupils over HTTP: begun, read, compared and frozen. */
@RestController
@Tag(name = "学籍快照 enrolment snapshots")
class EnrolmentApi implements RoutePolicies {
    private static final String SNAPSHOTS = "/api/v1/enrolment-snapshots";

    private static final String ONE = SNAPSHOTS + "/{id}";

    private final EnrolmentSnapshots snapshots;
    private final DraftSnapshot drafts;
    private final FreezeSnapshot freezing;
    private final Tagged<EnrolmentSnapshot> tagged;

    EnrolmentApi(EnrolmentSnapshots snapshots, DraftSnapshot drafts, FreezeSnapshot freezing, AsShown asShown) {
        this.snapshots = snapshots;
        this.drafts = drafts;
        this.freezing = freezing;
        this.tagged = asShown.tagged("snapshot", snapshots::find, EnrolmentSnapshot::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, SNAPSHOTS, Readers.ofManySchools()),
                roles(POST, SNAPSHOTS, Role.bureaus()),
                roles(GET, ONE, Readers.ofManySchools()),
                roles(GET, ONE + "/rows", Readers.ofManySchools()),
                roles(GET, ONE + "/difference", Readers.ofManySchools()),
                roles(POST, ONE + "/freeze", Role.bureaus()));
    }

    /** A new count: the year whose money it decides and the day of the census. */
    record NewSnapshot(@NotNull Integer fiscalYear, @NotNull LocalDate censusDate) {}

    @GetMapping(SNAPSHOTS)
    @Operation(summary = "看得到的学籍快照，新的在前 · the snapshots you may see, the newest first")
    Mono<Page<EnrolmentSnapshot>> list(
            Actor actor, @RequestParam(required = false) @Nullable Integer fiscalYear, Sought sought) {
        return snapshots.list(actor, fiscalYear, sought);
    }

    @PostMapping(SNAPSHOTS)
    @Operation(summary = "新建本单位的学籍快照草稿 · begin the count of your own subtree")
    Mono<ResponseEntity<EnrolmentSnapshot>> begin(
            @Valid @RequestBody NewSnapshot wanted, OperationId operation, Actor actor) {
        return drafts.begin(operation.value(), wanted.fiscalYear(), wanted.censusDate(), actor)
                .map(begun -> ResponseEntity.created(URI.create(SNAPSHOTS + "/" + begun.id()))
                        .body(begun));
    }

    @GetMapping(ONE)
    @Operation(summary = "一份学籍快照 · one snapshot")
    Mono<ResponseEntity<EnrolmentSnapshot>> one(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @GetMapping(ONE + "/rows")
    @Operation(summary = "快照的各行 · its rows by school, site and level")
    Mono<Page<EnrolmentRow>> rows(@PathVariable UUID id, Sought sought, Actor actor) {
        return snapshots.rows(id, sought, actor);
    }

    @GetMapping(ONE + "/difference")
    @Operation(summary = "与上次冻结的快照比较 · how it differs from the last frozen one")
    Mono<SnapshotDifference> difference(@PathVariable UUID id, Actor actor) {
        return snapshots.difference(id, actor);
    }

    @PostMapping(ONE + "/freeze")
    @Operation(summary = "冻结；此后不可更改 · freeze it; nothing of it changes afterwards")
    Mono<ResponseEntity<EnrolmentSnapshot>> freeze(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, freezing.freeze(id, actor));
    }
}
