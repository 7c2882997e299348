package org.ziyuan.marketplace.worklist;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

    WorklistApi(Worklist worklist) {
        this.worklist = worklist;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(signedIn(GET, "/api/v1/worklist"), signedIn(GET, "/api/v1/worklist/counts"));
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
}
