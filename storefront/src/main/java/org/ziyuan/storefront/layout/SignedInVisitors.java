package org.ziyuan.storefront.layout;

import static org.ziyuan.marketplace.row.Columns.text;

import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.ActorAuthentication;
import reactor.core.publisher.Mono;

/** The person of the security context, with the name of the organization acted for. */
@Component
class SignedInVisitors implements Visitors {

    private final DatabaseClient database;
    private final ObjectProvider<ServerSecurityContextRepository> sessions;

    SignedInVisitors(DatabaseClient database, ObjectProvider<ServerSecurityContextRepository> sessions) {
        this.database = database;
        this.sessions = sessions;
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
        ServerSecurityContextRepository repository = sessions.getIfUnique();
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
        return database.sql("select name from market.organization where id = :id")
                .bind("id", actor.organizationId())
                .map(row -> text(row, "name"))
                .one();
    }
}
