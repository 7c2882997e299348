package org.ziyuan.marketplace.signon;

import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.signon.proof.Proved;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which identity at a provider is which person: by issuer and subject, never by a name or a mail address, which wander. */
@Component
public class IdentityLinks {

    private static final int MOST_SHOWN = 20;

    private final DatabaseClient database;

    IdentityLinks(DatabaseClient database) {
        this.database = database;
    }

    /**
     * An identity of a person, as he sees it.
     *
     * @param provider the name of who proves it
     */
    public record Linked(UUID id, String provider, Instant linkedAt, Instant lastUsedAt) {}

    /** The person behind what was proved; empty when he is not known. */
    Mono<UUID> find(Proved proved) {
        return database.sql("""
                        update identity_link set last_used_at = now()
                         where issuer = :issuer and subject = :subject returning person_id
                        """)
                .bind("issuer", proved.issuer())
                .bind("subject", proved.subject())
                .mapValue(UUID.class)
                .one();
    }

    /** Links what was proved to a person. Refuses with {@code identity-linked-elsewhere} when it is another's. */
    Mono<Void> link(IdentityProvider provider, Proved proved, UUID person) {
        return database.sql("""
                        insert into identity_link as l (id, issuer, subject, provider_id, person_id)
                        values (:id, :issuer, :subject, :provider, :person)
                        on conflict (issuer, subject) do update set last_used_at = now() where l.person_id = :person
                        """)
                .bind("id", Ids.next())
                .bind("issuer", proved.issuer())
                .bind("subject", proved.subject())
                .bind("provider", provider.id())
                .bind("person", person)
                .fetch()
                .rowsUpdated()
                .flatMap(linked ->
                        linked > 0 ? Mono.empty() : Mono.error(Refusal.conflict("identity-linked-elsewhere")));
    }

    /** Those of a person, the earliest first. */
    public Flux<Linked> ofMine(Actor actor) {
        return database.sql("""
                        select l.id, p.name as provider, l.linked_at, l.last_used_at
                          from identity_link l join identity_provider p on p.id = l.provider_id
                         where l.person_id = :person order by l.linked_at limit %d
                        """.formatted(MOST_SHOWN))
                .bind("person", actor.person())
                .map(Rows.as(Linked.class))
                .all();
    }

    /** Takes one of his links away; nothing happens when it is not there any more. */
    public Mono<Void> end(UUID link, Actor actor) {
        return database.sql("delete from identity_link where id = :id and person_id = :person")
                .bind("id", link)
                .bind("person", actor.person())
                .then();
    }
}
