package org.ziyuan.storefront.layout;

import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.ActorAuthentication;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** The person of the security context, with the name of the organization acted for. */
@Component
class SignedInVisitors implements Visitors {

    private final Organizations organizations;
    private final SingletonSupplier<ServerSecurityContextRepository> sessions;

    SignedInVisitors(Organizations organizations, ObjectProvider<ServerSecurityContextRepository> sessions) {
        this.organizations = organizations;
        this.sessions = SingletonSupplier.ofNullable(sessions::getIfUnique);
    }

    @Override
    public Mono<Visitor> of(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .ofType(ActorAuthentication.class)
                .switchIfEmpty(Mono.defer(() -> fromSession(exchange)))
                .flatMap(this::visitor)
                .defaultIfEmpty(Visitor.nobody());
    }

    /** A page about an error is written outside the security filters, where the exchange has no principal yet. */
    private Mono<ActorAuthentication> fromSession(ServerWebExchange exchange) {
        ServerSecurityContextRepository repository = sessions.get();
        return repository == null
                ? Mono.empty()
                : repository
                        .load(exchange)
                        .mapNotNull(SecurityContext::getAuthentication)
                        .ofType(ActorAuthentication.class);
    }

    private Mono<Visitor> visitor(ActorAuthentication known) {
        Actor actor = known.actor();
        var roles = actor.roles().stream().map(Enum::name).collect(Collectors.toUnmodifiableSet());
        return Mono.justOrEmpty(known.organizationName())
                .switchIfEmpty(Mono.defer(() -> organization(actor)))
                .map(organization -> new Visitor(actor.displayName(), organization, roles))
                .defaultIfEmpty(new Visitor(actor.displayName(), null, roles));
    }

    private Mono<String> organization(Actor actor) {
        return organizations
                .findAny(actor.organizationId())
                .map(Organization::name)
                .onErrorComplete(Refusal.class);
    }
}
