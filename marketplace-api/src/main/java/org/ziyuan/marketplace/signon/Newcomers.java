package org.ziyuan.marketplace.signon;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Accounts;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.RoleGrants;
import org.ziyuan.marketplace.identity.RoleGrants.Grant;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.signon.proof.Proved;
import org.ziyuan.marketplace.signon.provider.ClaimMapping;
import org.ziyuan.marketplace.signon.provider.ClaimMapping.Newcomer;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** People whom a trusted provider sends for the first time: taken in with the organization and the role that his claims say. */
@Component
class Newcomers {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final People people;
    private final Accounts accounts;
    private final RoleGrants grants;
    private final IdentityLinks links;
    private final AuditLog audit;

    Newcomers(
            DatabaseClient database,
            MoneyTransactions transactions,
            People people,
            Accounts accounts,
            RoleGrants grants,
            IdentityLinks links,
            AuditLog audit) {
        this.database = database;
        this.transactions = transactions;
        this.people = people;
        this.accounts = accounts;
        this.grants = grants;
        this.links = links;
        this.audit = audit;
    }

    /**
     * Makes the person, his role and his link, in one transaction. The operator who trusts the provider is who grants.
     *
     * <p>Refuses with {@code sign-on-unknown} where the provider is not trusted to, with {@code sign-on-organization-unknown}
     * or as {@link ClaimMapping#apply}.
     */
    Mono<UUID> takeIn(IdentityProvider provider, Proved proved) {
        if (!provider.makesPeople()) {
            return Mono.error(Refusal.forbidden("sign-on-unknown").with("provider", provider.name()));
        }
        return granter(provider)
                .flatMap(operator -> Mono.fromCallable(() -> provider.mapping().apply(proved.claims()))
                        .flatMap(newcomer -> organization(newcomer)
                                .flatMap(place ->
                                        transactions.execute(make(provider, proved, newcomer, place, operator)))));
    }

    /** The operator who trusts the provider answers for the roles it brings: his trust ends with his own role. */
    private Mono<Actor> granter(IdentityProvider provider) {
        return Mono.justOrEmpty(provider.trustedBy())
                .flatMap(operator -> people.memberships(operator)
                        .filter(membership -> membership.roles().contains(Role.OPERATOR))
                        .next()
                        .flatMap(membership -> people.actor(operator, membership.organizationId())))
                .switchIfEmpty(
                        Mono.error(() -> Refusal.forbidden("sign-on-unknown").with("provider", provider.name())));
    }

    /** The organization with this code, whatever a spreadsheet or a provider has made of its letters. */
    Mono<Place> organization(Newcomer newcomer) {
        return database.sql("""
                        select id, name, path from organization where code = :code and kind in ('school', 'site') and status = 'ACTIVE'
                        """)
                .bind("code", newcomer.organizationCode())
                .map(Rows.as(Place.class))
                .one()
                .switchIfEmpty(Mono.error(() ->
                        Refusal.forbidden("sign-on-organization-unknown").with("code", newcomer.organizationCode())));
    }

    private Mono<UUID> make(IdentityProvider provider, Proved proved, Newcomer newcomer, Place place, Actor operator) {
        UUID person = Ids.derived("identity", proved.issuer(), proved.subject());
        Actor himself = new Actor(person, newcomer.name(), place.id(), place.path(), Set.of(newcomer.role()));
        String login = provider.code() + "-" + person.toString().substring(0, 13);
        return accounts.make(person, login, Accounts.name(newcomer.name()), null)
                .then(Mono.defer(() -> grants.give(
                        new Grant(
                                Ids.derived("granted by claims", person),
                                person,
                                newcomer.role(),
                                place.id(),
                                Role.OPERATOR,
                                null,
                                null),
                        operator)))
                .then(Mono.defer(() -> links.link(provider, proved, person)))
                .then(Mono.defer(() ->
                        audit.record(himself, "person.taken-in", "person", person, Map.of("by", provider.code()))))
                .thenReturn(person);
    }

    record Place(UUID id, String name, String path) {}
}
