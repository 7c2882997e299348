package org.ziyuan.marketplace.worklist;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The worklist over HTTP. */
@RestController
@Tag(name = "待办 worklist")
class WorklistApi implements RoutePolicies {

    private final Worklist worklist;
    private final Notices notices;

    WorklistApi(Worklist worklist, Notices notices) {
        this.worklist = worklist;
        this.notices = notices;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, "/api/v1/worklist"),
                signedIn(GET, "/api/v1/worklist/counts"),
                signedIn(GET, "/api/v1/notices"),
                signedIn(POST, "/api/v1/notices/seen"),
                signedIn(PUT, "/api/v1/notices/muted"));
    }

    @GetMapping("/api/v1/worklist")
    @Operation(summary = "我的待办 · what waits for me, due first")
    Mono<Page<WorkItem>> list(@RequestParam(defaultValue = "") String kind, Sought sought, Actor actor) {
        return worklist.of(actor, kind, sought);
    }

    @GetMapping("/api/v1/worklist/counts")
    @Operation(summary = "待办件数（每类至多 100）· how much of each kind waits, up to 100")
    Mono<Map<String, Integer>> counts(Actor actor) {
        return worklist.counts(actor);
    }

    @GetMapping("/api/v1/notices")
    @Operation(summary = "与我有关的通知 · what happened that concerns me, the newest first")
    Mono<Page<Notice>> notices(Sought sought, Actor actor) {
        return notices.of(actor, sought);
    }

    @PostMapping("/api/v1/notices/seen")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "全部已读 · I have seen all")
    Mono<Void> seen(Actor actor) {
        return notices.seen(actor);
    }

    @PutMapping("/api/v1/notices/muted")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "不再提示的事项 · which kinds are kept from me")
    Mono<Void> mute(@Valid @RequestBody Muted muted, Actor actor) {
        return notices.mute(actor, muted.kinds());
    }

    /** The kinds that are kept from somebody; all others reach him. */
    record Muted(@NotNull @Size(max = 20) List<@NotNull String> kinds) {}
}
