package org.ziyuan.marketplace.access;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.access.route.RouteTable;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.ActorAuthentication;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Decides by the declared policy of the route; what no policy names is denied. */
@Component
class RouteAuthorization implements ReactiveAuthorizationManager<AuthorizationContext> {

    private static final AuthorizationResult NO = new AuthorizationDecision(false);

    private final RouteTable routes;

    RouteAuthorization(RouteTable routes) {
        this.routes = routes;
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> visitor, AuthorizationContext context) {
        RoutePolicy policy = routes.find(context.getExchange().getRequest());
        if (policy == null) {
            return Mono.just(NO);
        }
        return switch (policy.audience()) {
            case ANYONE -> Mono.just(new AuthorizationDecision(true));
            case MACHINE -> Mono.just(NO);
            case SIGNED_IN ->
                actor(visitor)
                        .<AuthorizationResult>map(actor -> new AuthorizationDecision(true))
                        .defaultIfEmpty(NO);
            case ROLES ->
                actor(visitor)
                        .<AuthorizationResult>map(actor -> new AuthorizationDecision(holdsOne(actor, policy)))
                        .defaultIfEmpty(NO);
        };
    }

    private static Mono<Actor> actor(Mono<Authentication> visitor) {
        return visitor.ofType(ActorAuthentication.class).map(ActorAuthentication::actor);
    }

    private static boolean holdsOne(Actor actor, RoutePolicy policy) {
        return policy.roles().stream().anyMatch(actor::is);
    }
}
