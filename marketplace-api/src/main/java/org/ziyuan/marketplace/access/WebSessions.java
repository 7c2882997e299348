package org.ziyuan.marketplace.access;

import io.r2dbc.postgresql.codec.Json;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.WebSessionStore;
import org.ziyuan.marketplace.access.history.OpenSession;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import org.ziyuan.marketplace.transaction.WrittenLast;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * All sessions, in PostgreSQL, so that any node answers any request and a session ends everywhere at once.
 *
 * <p>The cookie holds 256 random bits; the table holds their SHA-256. A session is not found any more when it rested
 * too long, grew too old, or its person was suspended or got another password since it began.
 */
@Component
class WebSessions implements WebSessionStore {

    private static final int LONGEST_ID = 64;

    private static final WrittenLast.Insert BEGUN = new WrittenLast.Insert(
            "insert into web_session (id_hash, person_id, acting_organization_id, attributes, idle_seconds, created_at, expires_at)",
            "(:hash, :person, :organization, :attributes, :idle, clock_timestamp(), "
                    + "now() + make_interval(secs => least(:idle, :absolute)))",
            "");

    private final DatabaseClient database;
    private final JsonMapper json;
    private final SessionSettings settings;
    private final RememberedSessions remembered;
    private final SecureRandom random = new SecureRandom();

    WebSessions(DatabaseClient database, JsonMapper json, SessionSettings settings, RememberedSessions remembered) {
        this.remembered = remembered;
        this.database = database;
        this.json = json;
        this.settings = settings;
    }

    @Override
    public Mono<WebSession> createWebSession() {
        return Mono.fromSupplier(() -> StoredSession.fresh(this, newId(), settings.idle()));
    }

    @Override
    public Mono<WebSession> retrieveSession(String id) {
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            return Mono.empty();
        }
        byte[] hash = Sha256.of(id);
        return Mono.deferContextual(context -> {
                    FoundSession known = ConnectionPools.isReading(context) ? remembered.find(hash) : null;
                    return known == null ? read(hash, ConnectionPools.isReading(context)) : Mono.just(known);
                })
                .map(found -> StoredSession.found(this, id, found));
    }

    private Mono<FoundSession> read(byte[] hash, boolean remember) {
        long mark = remembered.mark();
        return database.sql("""
                        select s.person_id as session_person, s.acting_organization_id as session_organization, s.attributes,
                               s.created_at, s.idle_seconds, extract(epoch from now() - s.last_seen_at)::float8 as rested,
                               extract(epoch from least(s.expires_at, who.changes_at) - now())::float8 as certain, who.*
                          from web_session s left join person p on p.id = s.person_id
                          left join lateral (
                            select * from acting_capacity c
                             where c.person_id = s.person_id and c.organization_id = s.acting_organization_id
                             -- Keeps the view from being computed for everybody: limits are not merged into joins.
                             limit 1) who on true
                         where s.id_hash = :hash and s.expires_at > now()
                           and (p.id is null or (p.status = 'ACTIVE' and p.credentials_changed_at <= s.created_at))
                        """)
                .bind("hash", hash)
                .map(row -> FoundSession.of(row, json))
                .one()
                .doOnNext(found -> {
                    if (remember && found.isSettled()) {
                        remembered.keep(hash, found, found.memorable(), mark);
                    }
                });
    }

    @Override
    public Mono<Void> removeSession(String id) {
        byte[] hash = Sha256.of(id);
        return database.sql("delete from web_session where id_hash = :hash")
                .bind("hash", hash)
                .then()
                .doOnSuccess(removed -> remembered.forget(hash));
    }

    @Override
    public Mono<WebSession> updateLastAccessTime(WebSession session) {
        return Mono.just(session);
    }

    /** The sessions a person has open now, the latest first. */
    Flux<OpenSession> ofPerson(UUID person, String currentId) {
        return database.sql("""
                        select i.id, s.created_at as since, s.last_seen_at as last_seen, s.id_hash = :hash as current,
                               i.means, coalesce(i.device, '') as device, coalesce(i.network, '') as network
                          from web_session s join person p on p.id = s.person_id
                          left join sign_in i on i.id = (s.attributes ->> 'signIn')::uuid
                         where s.person_id = :person and s.expires_at > now() and p.credentials_changed_at <= s.created_at
                         order by s.last_seen_at desc limit 50
                        """)
                .bind("person", person)
                .bind("hash", Sha256.of(currentId))
                .map(Rows.as(OpenSession.class))
                .all();
    }

    /** Ends the sessions that a sign-in of this person opened: one, or none when it is over already. */
    Mono<Long> end(UUID person, UUID signIn) {
        return database.sql("delete from web_session where person_id = :person and attributes ->> 'signIn' = :signIn")
                .bind("person", person)
                .bind("signIn", signIn.toString())
                .fetch()
                .rowsUpdated()
                .doOnSuccess(ended -> remembered.forget());
    }

    /** Ends all sessions of a person but one. */
    Mono<Long> endOthers(UUID person, String currentId) {
        return database.sql("delete from web_session where person_id = :person and id_hash <> :hash")
                .bind("person", person)
                .bind("hash", Sha256.of(currentId))
                .fetch()
                .rowsUpdated()
                .doOnSuccess(ended -> remembered.forget());
    }

    /** A person got another password: the sessions that were open before are over, here at once. */
    void forget() {
        remembered.forget();
    }

    /** Removes the sessions that have ended. */
    Mono<Long> sweep() {
        return database.sql("delete from web_session where expires_at <= now()")
                .fetch()
                .rowsUpdated();
    }

    Mono<Void> insert(StoredSession session, Map<String, String> content) {
        return WrittenLast.row(database, BEGUN, values(session, content));
    }

    /** Changes the row if it is still there: a session that was ended meanwhile is not brought back. */
    Mono<Void> update(StoredSession session, Map<String, String> content) {
        byte[] hash = Sha256.of(session.getId());
        return database.sql("""
                update web_session
                   set person_id = :person, acting_organization_id = :organization, attributes = :attributes,
                       idle_seconds = :idle, last_seen_at = now(),
                       expires_at = least(created_at + make_interval(secs => :absolute),
                                          now() + make_interval(secs => :idle))
                 where id_hash = :hash
                """)
                .bindValues(values(session, content))
                .then()
                .doOnSuccess(changed -> remembered.forget(hash));
    }

    String newId() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    private Map<String, Object> values(StoredSession session, Map<String, String> content) {
        Map<String, String> others = new HashMap<>(content);
        others.remove(StoredSession.PERSON);
        others.remove(StoredSession.ORGANIZATION);
        // What somebody typed is quoted back from here.
        others.replaceAll((name, text) -> TextField.storable(text));
        return Map.of(
                "hash", Sha256.of(session.getId()),
                "person", Parameter.fromOrEmpty(StoredSession.person(session), UUID.class),
                "organization", Parameter.fromOrEmpty(StoredSession.organization(session), UUID.class),
                "attributes", Json.of(json.writeValueAsString(others)),
                "idle", Math.toIntExact(session.getMaxIdleTime().toSeconds()),
                "absolute", Math.toIntExact(settings.absolute().toSeconds()));
    }
}
