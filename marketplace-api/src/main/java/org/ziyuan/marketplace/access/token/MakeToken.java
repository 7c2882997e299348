package org.ziyuan.marketplace.access.token;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Makes a token, draws what it says for the one moment in which somebody reads it, and takes it back. */
@Component
public class MakeToken {

    /** So many an organization has at once. */
    static final int MOST = 20;

    private final DatabaseClient database;
    private final ApiTokens tokens;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();

    MakeToken(DatabaseClient database, ApiTokens tokens, MoneyTransactions transactions, AuditLog audit) {
        this.database = database;
        this.tokens = tokens;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** A token with what it says. */
    public record Drawn(ApiToken token, String secret) {}

    /**
     * Makes one, which opens nothing before it is drawn; the same id again changes nothing.
     *
     * @throws Refusal what {@link NewToken} refuses; {@code tokens-full} beyond twenty that are good
     */
    public Mono<Void> make(UUID id, NewToken wanted, Actor actor) {
        return Mono.fromCallable(wanted::read)
                .flatMap(read -> transactions.execute(room(id, actor).then(Mono.defer(() -> insert(id, read, actor)))));
    }

    /** The organization's row is held, so that two at once are counted one after the other. */
    private Mono<Void> room(UUID id, Actor actor) {
        return database.sql("select id from organization where id = :own for no key update")
                .bind("own", actor.organizationId())
                .then()
                .then(database.sql("""
                                select count(*) from api_token where organization_id = :own and id <> :id
                                   and revoked_at is null and expires_at > now()
                                """)
                        .bind("own", actor.organizationId())
                        .bind("id", id)
                        .mapValue(Long.class)
                        .one())
                .filter(others -> others >= MOST)
                .flatMap(full -> Mono.error(Refusal.conflict("tokens-full").with("most", MOST)));
    }

    private Mono<Void> insert(UUID id, NewToken.Read wanted, Actor actor) {
        List<String> scopes = wanted.scopes().stream().map(TokenScope::word).toList();
        return database.sql("""
                        insert into api_token (id, organization_id, person_id, name, scopes, expires_at)
                        values (:id, :own, :person, :name, :scopes, beginning_of_day(:until + 1))
                        on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("own", actor.organizationId())
                .bind("person", actor.person())
                .bind("name", wanted.name())
                .bind("scopes", scopes.toArray(String[]::new))
                .bind("until", wanted.goodUntil())
                .fetch()
                .rowsUpdated()
                .filter(made -> made > 0)
                .flatMap(made -> audit.record(actor, "token.made", "api-token", id, Map.of("scopes", scopes)));
    }

    /** Draws what it says; what it said before opens nothing from now on. @throws Refusal {@code api-token-not-found}, {@code token-over} */
    public Mono<Drawn> draw(UUID id, Actor actor) {
        String secret = secret();
        return transactions
                .execute(open(id, actor)
                        .then(Mono.defer(() -> database.sql("update api_token set hash = :hash where id = :id")
                                .bind("hash", Sha256.of(secret))
                                .bind("id", id)
                                .then()))
                        .then(Mono.defer(() -> audit.record(actor, "token.drawn", "api-token", id, Map.of())))
                        .then(Mono.defer(() -> tokens.find(id, actor))))
                .map(token -> new Drawn(token, secret));
    }

    /** Takes one back, also one that a colleague made. Refuses as {@link #draw}. */
    public Mono<Void> revoke(UUID id, Actor actor) {
        return transactions.execute(open(id, actor)
                .then(Mono.defer(() -> database.sql("""
                                update api_token set revoked_at = now(), revoked_by = :person where id = :id
                                """)
                        .bind("person", actor.person())
                        .bind("id", id)
                        .then()))
                .then(Mono.defer(() -> audit.record(actor, "token.revoked", "api-token", id, Map.of()))));
    }

    private Mono<ApiToken> open(UUID id, Actor actor) {
        return database.sql("select id from api_token where id = :id for update")
                .bind("id", id)
                .then()
                .then(Mono.defer(() -> tokens.find(id, actor)))
                .filter(ApiToken::isOpen)
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("token-over")));
    }

    private String secret() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return TokenDoor.BEGINNING + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
