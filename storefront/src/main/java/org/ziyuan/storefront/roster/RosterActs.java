package org.ziyuan.storefront.roster;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Outcome;
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
    private final Outcome outcome;

    RosterActs(UndoRoster undo, RollOver rollOver, Outcome outcome) {
        this.undo = undo;
        this.rollOver = rollOver;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/roster/changes/{change}/undo", Readers.ofRosters()),
                roles(POST, "/roster/rollover", Readers.ofRosters()));
    }

    @PostMapping("/roster/changes/{change}/undo")
    Mono<String> undo(
            @PathVariable UUID change,
            OperationId id,
            Actor actor,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return said(
                () -> undo.undo(id.value(), change, actor),
                "roster.said.undone",
                "/roster/changes",
                actor,
                session,
                locale,
                exchange);
    }

    @PostMapping("/roster/rollover")
    Mono<String> rollOver(OperationId id, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return said(
                () -> rollOver.run(id.value(), actor),
                "roster.said.rolledOver",
                "/roster/rollover",
                actor,
                session,
                locale,
                exchange);
    }

    private Mono<String> said(
            Supplier<Mono<?>> act,
            String done,
            String page,
            Actor actor,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.asShown("roster", actor.organizationId(), form)
                        .of(Mono.defer(() -> act.get().then()), done, page, session, locale));
    }
}
