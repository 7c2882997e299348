package org.ziyuan.marketplace.identity;

import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.core.context.SecurityContext;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Who is acting in this chain of signals; handlers may simply declare an argument of type {@link Actor}. */
public final class CurrentActor {

    private CurrentActor() {}

    /** The actor. Refuses with {@code sign-in-required} when nobody is signed in. */
    public static Mono<Actor> get() {
        return find().switchIfEmpty(Mono.error(() -> Refusal.of(Refusal.Kind.UNAUTHENTICATED, "sign-in-required")));
    }

    /** The actor, or empty where the request is not signed in. */
    public static Mono<Actor> find() {
        return ReactiveSecurityContextHolder.getContext()
                .mapNotNull(SecurityContext::getAuthentication)
                .ofType(ActorAuthentication.class)
                .map(ActorAuthentication::actor);
    }

    /** The context in which this actor acts, for {@code contextWrite}. */
    public static Context acting(Actor actor) {
        return Context.of(ReactiveSecurityContextHolder.withAuthentication(new ActorAuthentication(actor)));
    }
}
