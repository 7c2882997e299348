package org.ziyuan.marketplace.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.access.token.TokenDoor;
import org.ziyuan.marketplace.factor.SecondFactors;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.ActorAuthentication;
import org.ziyuan.marketplace.identity.Capacity;
import org.ziyuan.marketplace.identity.People;
import reactor.core.publisher.Mono;

/**
 * Tells who is acting in a request, as it was read with the session. For whoever changes something these are the roles of this
 * very moment, for whoever only looks those that {@link RememberedSessions} knows. Asked once per request, and only when
 * somebody wants to know.
 */
@Component
class SessionSecurityContext implements ServerSecurityContextRepository {

    private static final String ASKED = SessionSecurityContext.class.getName();
    private static final String KNOWN = ASKED + ".known";

    private final People people;
    private final SecondFactors factors;
    private final TokenDoor tokens;

    SessionSecurityContext(People people, SecondFactors factors, TokenDoor tokens) {
        this.tokens = tokens;
        this.people = people;
        this.factors = factors;
    }

    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        // Only signing in and out change who a session belongs to; they do so in words of their own.
        return Mono.empty();
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        Mono<SecurityContext> asked = exchange.getAttribute(ASKED);
        if (asked == null) {
            asked = proved(exchange)
                    .doOnNext(known -> exchange.getAttributes().put(KNOWN, known))
                    .cache();
            exchange.getAttributes().put(ASKED, asked);
        }
        return asked;
    }

    /** A program that brings a token needs no session, and gets none. */
    private Mono<SecurityContext> proved(ServerWebExchange exchange) {
        String token = TokenDoor.of(exchange.getRequest());
        return token == null
                ? exchange.getSession().flatMap(this::actorOf)
                : tokens.prove(token, exchange).map(actor -> new SecurityContextImpl(new ActorAuthentication(actor)));
    }

    /** Who is acting, as far as anybody has asked in this request; asks nothing by itself. */
    static @Nullable Actor known(ServerWebExchange exchange) {
        SecurityContext known = exchange.getAttribute(KNOWN);
        return known != null && known.getAuthentication() instanceof ActorAuthentication authentication
                ? authentication.getPrincipal()
                : null;
    }

    /** Lets the rest of this request ask the session again, because it changed hands. */
    static void forget(ServerWebExchange exchange) {
        exchange.getAttributes().remove(ASKED);
    }

    private Mono<SecurityContext> actorOf(WebSession session) {
        UUID person = StoredSession.person(session);
        UUID organization = StoredSession.organization(session);
        Capacity read = StoredSession.capacity(session);
        if (read != null) {
            return mayAct(session, read.actor())
                    ? Mono.just(new SecurityContextImpl(new ActorAuthentication(read)))
                    : Mono.empty();
        }
        return person == null || organization == null
                ? Mono.empty()
                : people.actor(person, organization)
                        .filter(actor -> mayAct(session, actor))
                        .map(actor -> new SecurityContextImpl(new ActorAuthentication(actor)));
    }

    /** A role that demands a second proof acts in no session without one, however the session was opened. */
    private boolean mayAct(WebSession session, Actor actor) {
        return session.getAttribute(StoredSession.SECOND) != null || !factors.isDemandedOf(actor.roles());
    }
}
