package org.ziyuan.marketplace.people;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CodeGuesses;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All invitations. A person has one open at most, beside one that he asked for himself; each is known by the hash of its code. */
@Component
public class Invitations {

    static final Duration TO_A_ROLE = Duration.ofDays(14);
    static final Duration TO_A_PASSWORD = Duration.ofDays(3);
    static final Duration ASKED_BY_ONESELF = Duration.ofMinutes(30);

    private static final String INVITATION = """
            select i.id, i.person_id, p.login, p.display_name, g.role, coalesce(o.name, m.name) as organization_name,
                   b.display_name as made_by_name, m.name as made_for_name, i.made_at, i.expires_at, i.used_at, i.revoked_at,
                   i.code_hash is not null as coded, i.made_by = i.person_id as by_oneself,
                   exists (select from letter l where l.proof = i.code_hash and l.outcome = 'SENT') as mailed, i.expires_at <= now() as expired
              from invitation i
              join person p on p.id = i.person_id
              join person b on b.id = i.made_by
              join organization m on m.id = i.made_for
              left join role_assignment g on g.id = i.grant_id
              left join organization o on o.id = g.organization_id
            """;

    private final DatabaseClient database;
    private final CodeGuesses guesses;

    Invitations(DatabaseClient database, CodeGuesses guesses) {
        this.database = database;
        this.guesses = guesses;
    }

    /**
     * Finds the invitation that a code opens. Refuses with {@code invitation-unknown}, {@code
     * invitation-used}, {@code invitation-revoked}, {@code invitation-expired} or {@code sign-in-paused}.
     *
     * @param from where the request came from, as coarse as blame can be put
     */
    public Mono<Invitation> byCode(String code, String from) {
        return guesses.watch(from, found(code, "")).flatMap(Invitations::usable);
    }

    /** The same under a lock, in the transaction that uses it. */
    Mono<Invitation> locked(String code) {
        return found(code, " for update of i").flatMap(Invitations::usable);
    }

    /** The last ones of a person, the newest first. */
    Mono<List<Invitation>> of(UUID person) {
        return database.sql(INVITATION + " where i.person_id = :person order by i.made_at desc, i.id limit 20")
                .bind("person", person)
                .map(Rows.as(Invitation.class))
                .all()
                .collectList();
    }

    /** Refuses with {@code invitation-not-found}. */
    Mono<Invitation> locked(UUID id) {
        return database.sql(INVITATION + " where i.id = :id for update of i")
                .bind("id", id)
                .map(Rows.as(Invitation.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("invitation", id)));
    }

    /** Makes one; an open one of the same person is over by it. */
    Mono<Void> make(UUID id, UUID person, @Nullable UUID grant, Duration lasting, Actor by) {
        return revokeOpen(person)
                .then(database.sql("""
                                insert into invitation (id, person_id, grant_id, made_by, made_for, expires_at)
                                values (:id, :person, :grant, :by, :for, now() + make_interval(secs => :lasting))
                                """)
                        .bind("id", id)
                        .bind("person", person)
                        .bind("grant", Parameter.fromOrEmpty(grant, UUID.class))
                        .bind("by", by.person())
                        .bind("for", by.organizationId())
                        .bind("lasting", (double) lasting.toSeconds())
                        .then());
    }

    /** Makes one that the person asks for himself, beside what others made; false while such a one is open. */
    Mono<Boolean> makeOwn(UUID id, UUID person, UUID organization) {
        return database.sql("""
                        update invitation set revoked_at = now()
                         where person_id = :person and made_by = :person and used_at is null and revoked_at is null
                           and expires_at <= now()
                        """)
                .bind("person", person)
                .then()
                .then(database.sql("""
                                insert into invitation (id, person_id, made_by, made_for, expires_at)
                                values (:id, :person, :person, :for, now() + make_interval(secs => :lasting))
                                on conflict do nothing
                                """)
                        .bind("id", id)
                        .bind("person", person)
                        .bind("for", organization)
                        .bind("lasting", (double) ASKED_BY_ONESELF.toSeconds())
                        .fetch()
                        .rowsUpdated()
                        .map(made -> made == 1));
    }

    /** Those open ones of a maker for which no code was drawn yet, the eldest first. */
    Flux<UUID> uncoded(Actor by, int most) {
        return database.sql("""
                        select id from invitation
                         where made_by = :by and made_for = :for and code_hash is null and used_at is null
                           and revoked_at is null and expires_at > now()
                         order by made_at, id limit :most
                        """)
                .bind("by", by.person())
                .bind("for", by.organizationId())
                .bind("most", most)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMapIterable(all -> all);
    }

    Mono<Void> code(UUID id, byte[] hash) {
        return database.sql("update invitation set code_hash = :hash where id = :id")
                .bind("hash", hash)
                .bind("id", id)
                .then();
    }

    Mono<Void> use(UUID id) {
        return database.sql("update invitation set used_at = now() where id = :id")
                .bind("id", id)
                .then();
    }

    Mono<Void> revokeOpen(UUID person) {
        return database.sql("""
                        update invitation set revoked_at = now()
                         where person_id = :person and used_at is null and revoked_at is null
                        """).bind("person", person).then();
    }

    private Mono<Invitation> found(String code, String lock) {
        return database.sql(INVITATION + " where i.code_hash = :hash" + lock)
                .bind("hash", SlipCode.hash(code))
                .map(Rows.as(Invitation.class))
                .one()
                .switchIfEmpty(
                        Mono.error(() -> Refusal.invalid("invitation-unknown").with("field", "invitationCode")));
    }

    private static Mono<Invitation> usable(Invitation found) {
        if (found.usedAt() != null) {
            return Mono.error(Refusal.conflict("invitation-used"));
        }
        if (found.revokedAt() != null) {
            return Mono.error(Refusal.conflict("invitation-revoked"));
        }
        return found.expired() ? Mono.error(Refusal.conflict("invitation-expired")) : Mono.just(found);
    }
}
