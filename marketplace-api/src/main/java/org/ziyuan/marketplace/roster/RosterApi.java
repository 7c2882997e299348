package org.ziyuan.marketplace.roster;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The roster of one's own school over HTTP; a file is brought in as every other one, by {@code /api/v1/intakes}. */
@RestController
@Tag(name = "学籍名册 roster")
class RosterApi implements RoutePolicies {

    static final String ROSTER = "/api/v1/roster";

    private static final String CHANGES = ROSTER + "/changes";
    private static final String ROLLOVER = ROSTER + "/rollover";

    private final Rosters rosters;
    private final RosterChanges changes;
    private final UndoRoster undo;
    private final RollOver rollOver;
    private final Tagged<Roster> tagged;

    RosterApi(Rosters rosters, RosterChanges changes, UndoRoster undo, RollOver rollOver, AsShown asShown) {
        this.rosters = rosters;
        this.changes = changes;
        this.undo = undo;
        this.rollOver = rollOver;
        this.tagged = asShown.tagged("roster", changes::roster, Roster::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, ROSTER, Readers.ofRosters()),
                roles(GET, ROSTER + "/state", Readers.ofRosters()),
                roles(GET, ROSTER + "/classes", Readers.ofRosters()),
                roles(GET, CHANGES, Readers.ofRosters()),
                roles(POST, CHANGES + "/{change}/undo", Readers.ofRosters()),
                roles(GET, ROLLOVER, Readers.ofRosters()),
                roles(POST, ROLLOVER, Readers.ofRosters()));
    }

    @GetMapping(ROSTER)
    @Operation(summary = "本校名册：谁在哪个班 · who is in which class of one's own school")
    Mono<Page<RosterEntry>> list(
            @RequestParam(required = false) @Nullable RosterKind kind,
            @RequestParam(required = false) @Nullable UUID classId,
            Sought sought,
            Actor actor) {
        return rosters.list(kind, classId, sought, actor);
    }

    @GetMapping(ROSTER + "/classes")
    @Operation(summary = "本校班级与人数 · the classes of one's own school and how many are in them")
    Mono<List<RosterClass>> classes(Actor actor) {
        return rosters.classes(actor);
    }

    @GetMapping(ROSTER + "/state")
    @Operation(summary = "本校名册的学年与版本 · the school year of the roster and its version")
    Mono<ResponseEntity<Roster>> state(Actor actor) {
        return tagged.one(actor.organizationId(), actor);
    }

    @GetMapping(CHANGES)
    @Operation(summary = "名册的变动，新的在前 · what changed the roster, the newest first")
    Mono<Page<RosterChange>> changes(Sought sought, Actor actor) {
        return changes.list(sought, actor);
    }

    @PostMapping(CHANGES + "/{change}/undo")
    @Operation(summary = "撤销最近一次变动 · take the last change back")
    Mono<ResponseEntity<Roster>> undo(@PathVariable UUID change, OperationId id, IfMatch tag, Actor actor) {
        return tagged.changed(actor.organizationId(), tag, actor, undo.undo(id.value(), change, actor));
    }

    @GetMapping(ROLLOVER)
    @Operation(summary = "升级会带来什么，不写入 · what the step into the next school year would do")
    Mono<RolloverPlan> plan(Actor actor) {
        return rollOver.plan(actor);
    }

    @PostMapping(ROLLOVER)
    @Operation(summary = "升级到下一学年 · step into the next school year")
    Mono<ResponseEntity<Roster>> run(OperationId id, IfMatch tag, Actor actor) {
        return tagged.changed(actor.organizationId(), tag, actor, rollOver.run(id.value(), actor));
    }
}
