package org.ziyuan.marketplace.access;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.source.SourceAddress;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.problem.RefusalWatch;
import org.ziyuan.marketplace.vigilance.Vigilance;
import org.ziyuan.marketplace.vigilance.Vigilance.Kind;

/** Notices refusals that an honest person meets rarely: what belongs to others, doors of other roles, forged papers. */
@Component
class WatchedRefusals implements RefusalWatch {

    private static final Map<String, Kind> WATCHED = Map.of(
            "notification-forged", Kind.NOTIFICATION_FORGED,
            "notification-not-ours", Kind.NOTIFICATION_FORGED,
            "notification-differs", Kind.NOTIFICATION_FORGED,
            "role-required", Kind.ROUTE_DENIED,
            "csrf-token-invalid", Kind.TOKEN_INVALID);

    private final Vigilance vigilance;

    WatchedRefusals(Vigilance vigilance) {
        this.vigilance = vigilance;
    }

    @Override
    public void refused(ServerWebExchange exchange, String code) {
        Actor actor = SessionSecurityContext.known(exchange);
        Kind kind = kindOf(code, actor);
        if (kind != null) {
            vigilance.notice(kind, SourceAddress.of(exchange.getRequest()), actor == null ? "" : named(actor), code);
        }
    }

    /** Names of children leave their school neither by the log nor by the operator's page. */
    private static String named(Actor actor) {
        boolean child = actor.roles().contains(Role.PUPIL) || actor.roles().contains(Role.PARENT);
        return child ? actor.person().toString() : actor.displayName() + " " + actor.person();
    }

    /** A guest finds nothing by its id anyway; somebody who is signed in finds nothing that belongs to others. */
    private static @Nullable Kind kindOf(String code, @Nullable Actor actor) {
        boolean foreign = actor != null && code.endsWith("-not-found") && !code.equals("page-not-found");
        return foreign ? Kind.FOREIGN_THING : WATCHED.get(code);
    }
}
