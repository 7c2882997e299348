package org.ziyuan.marketplace.access;

import java.util.function.Predicate;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.access.route.RouteTable;
import org.ziyuan.marketplace.access.token.TokenDoor;
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
            case SIGNED_IN -> decided(visitor, context, policy, actor -> true);
            case ROLES -> decided(visitor, context, policy, actor -> holdsOne(actor, policy));
        };
    }

    /** By a token nothing is allowed that it is not for, whatever its person may do. */
    private static Mono<AuthorizationResult> decided(
            Mono<Authentication> visitor, AuthorizationContext context, RoutePolicy policy, Predicate<Actor> allowed) {
        return actor(visitor)
                .doOnNext(actor -> TokenDoor.requireScope(context.getExchange(), policy))
                .<AuthorizationResult>map(actor -> new AuthorizationDecision(allowed.test(actor)))
                .defaultIfEmpty(NO);
    }

    private static Mono<Actor> actor(Mono<Authentication> visitor) {
        return visitor.ofType(ActorAuthentication.class).map(ActorAuthentication::actor);
    }

    private static boolean holdsOne(Actor actor, RoutePolicy policy) {
        return policy.roles().stream().anyMatch(actor::is);
    }
}
