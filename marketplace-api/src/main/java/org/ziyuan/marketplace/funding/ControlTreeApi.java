package org.ziyuan.marketplace.funding;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PUT;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.ShownDocument;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** The control tree over HTTP. */
@RestController
@Tag(name = "预算指标 budget lines")
class ControlTreeApi {

    private static final String NODE = "/api/v1/budget-lines/{id}/control-node";

    private final ControlTree tree;
    private final Tagged<ControlTree.Place> tagged;

    ControlTreeApi(ControlTree tree, AsShown asShown) {
        this.tree = tree;
        this.tagged = asShown.tagged("control-node", tree::find, place -> Sha256.hex(place.toString()));
    }

    @Bean
    static ShownDocument shownControlNode(ControlTree tree, LineBinding binding) {
        return ShownDocument.of(
                "control-node",
                binding::lock,
                (id, actor) -> tree.find(id, actor).map(place -> ShownDocument.facts("node", place.nodeId())));
    }

    @Bean
    static RoutePolicies controlTreeRoutes() {
        return () -> List.of(
                RoutePolicy.roles(GET, NODE, Readers.ofMoney()),
                RoutePolicy.roles(PUT, NODE, Role.bureaus()),
                RoutePolicy.roles(DELETE, NODE, Role.bureaus()));
    }

    /** The node a line is bound at. */
    record Node(@NotNull UUID nodeId) {}

    @GetMapping(NODE)
    @Operation(summary = "指标在控制树中的位置 · where a line stands in the control tree")
    Mono<ResponseEntity<ControlTree.Place>> place(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    @PutMapping(NODE)
    @Operation(summary = "归入控制节点统一控制 · the line draws on the money of a node")
    Mono<ResponseEntity<ControlTree.Place>> bind(
            @PathVariable UUID id, @Valid @RequestBody Node node, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, tree.bind(id, node.nodeId(), actor));
    }

    @DeleteMapping(NODE)
    @Operation(summary = "解除统一控制 · the line draws on its own money again")
    Mono<ResponseEntity<ControlTree.Place>> free(@PathVariable UUID id, IfMatch tag, Actor actor) {
        return tagged.changed(id, tag, actor, tree.free(id, actor));
    }
}
