package org.ziyuan.procurement.shortlist;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Shortlists over HTTP. */
@RestController
@Tag(name = "收藏清单 shortlists")
class ShortlistApi implements RoutePolicies {

    private static final String ALL = "/api/v1/shortlists";
    private static final String ONE = ALL + "/{id}";
    private static final String SHARED = ONE + "/shared";
    private static final String ENTRY = ONE + "/listings/{listing}";
    private static final String KEPT = "/api/v1/listings/{id}/kept";

    private final Shortlists lists;
    private final KeepListing keep;

    ShortlistApi(Shortlists lists, KeepListing keep) {
        this.lists = lists;
        this.keep = keep;
    }

    @Override
    public List<RoutePolicy> routes() {
        Role[] keeping = KeepListing.keeping();
        return List.of(
                roles(GET, ALL, keeping),
                roles(GET, ONE, keeping),
                roles(PUT, SHARED, keeping),
                roles(DELETE, ENTRY, keeping),
                roles(PUT, KEPT, keeping));
    }

    /** The name of a list of one's own. */
    record NamedList(
            @NotNull @Schema(minLength = 1, maxLength = KeepListing.LONGEST_NAME)
            String list) {}

    /** Whether the school sees it. */
    record Sharing(@NotNull Boolean shared) {}

    @GetMapping(ALL)
    @Operation(summary = "我的和本校共享的清单 · one's own lists and those shared in the school")
    Mono<Page<Shortlist>> list(Actor actor, Sought sought) {
        return lists.list(actor, sought);
    }

    @GetMapping(ONE)
    Mono<Shortlist> one(@PathVariable UUID id, Actor actor) {
        return lists.find(id, actor);
    }

    @PutMapping(KEPT)
    @Operation(summary = "把资源收进自己的清单 · keep a listing on a list of one's own")
    Mono<Shortlist> keep(@PathVariable UUID id, @Valid @RequestBody NamedList wanted, Actor actor) {
        return keep.keep(id, wanted.list(), actor).flatMap(list -> lists.find(list, actor));
    }

    @PutMapping(SHARED)
    @Operation(summary = "给本校同事看，或不再给看 · share a list with the school, or no longer")
    Mono<Shortlist> share(@PathVariable UUID id, @Valid @RequestBody Sharing wanted, Actor actor) {
        return keep.share(id, wanted.shared(), actor).then(Mono.defer(() -> lists.find(id, actor)));
    }

    @DeleteMapping(ENTRY)
    @Operation(summary = "从清单中去掉 · take a listing off a list")
    Mono<Void> drop(@PathVariable UUID id, @PathVariable UUID listing, Actor actor) {
        return keep.drop(id, listing, actor);
    }
}
