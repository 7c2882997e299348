package org.ziyuan.storefront.roster;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.roster.RollOver;
import org.ziyuan.marketplace.roster.UndoRoster;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Takes a change of the roster back, and moves the school into its next year. */
@Controller
class RosterActs implements RoutePolicies {

    private final UndoRoster undo;
    private final RollOver rollOver;

    RosterActs(UndoRoster undo, RollOver rollOver) {
        this.undo = undo;
        this.rollOver = rollOver;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/roster/changes/{change}/undo", Readers.ofRosters()),
                roles(POST, "/roster/rollover", Readers.ofRosters()));
    }

    @PostMapping("/roster/changes/{change}/undo")
    Mono<String> undo(@PathVariable UUID change, OperationId id, Actor actor, Posted posted) {
        return posted.asShown("roster", actor.organizationId())
                .of(() -> undo.undo(id.value(), change, actor).then(), "roster.said.undone", "/roster/changes");
    }

    @PostMapping("/roster/rollover")
    Mono<String> rollOver(OperationId id, Actor actor, Posted posted) {
        return posted.asShown("roster", actor.organizationId())
                .of(() -> rollOver.run(id.value(), actor).then(), "roster.said.rolledOver", "/roster/rollover");
    }
}
