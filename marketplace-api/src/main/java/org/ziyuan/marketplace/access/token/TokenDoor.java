package org.ziyuan.marketplace.access.token;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.People;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/**
 * Proves who acts by a token, {@code Authorization: Bearer zyt_…}, on the routes of programs alone. He is the person who made
 * it, in his role of this moment, and nothing else that he may do elsewhere. Each use is counted in its row, for all nodes.
 */
@Component
public class TokenDoor {

    /** What each of them begins with, so that a secret left in a file is recognized. */
    static final String BEGINNING = "zyt_";

    /** The role in which a token acts. */
    static final Role OF = Role.VENDOR_MANAGER;

    /** So often in a minute. */
    static final int MOST_A_MINUTE = 300;

    private static final int LONGEST = 64;
    private static final String PROVED = TokenDoor.class.getName();

    private final DatabaseClient database;
    private final People people;

    TokenDoor(DatabaseClient database, People people) {
        this.database = database;
        this.people = people;
    }

    /** What the request brings along; null where it brings no token of ours, or comes to a page. */
    public static @Nullable String of(ServerHttpRequest request) {
        String said = request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        return said != null
                        && said.startsWith("Bearer " + BEGINNING)
                        && request.getPath().value().startsWith("/api/")
                ? said.substring("Bearer ".length())
                : null;
    }

    /**
     * Who acts by this token.
     *
     * @throws Refusal {@code token-refused} for one that is unknown, taken back or over; {@code token-of-former-member} when its
     *     maker has left or is suspended; {@code token-too-often}
     */
    public Mono<Actor> prove(String secret, ServerWebExchange exchange) {
        return counted(secret)
                .contextWrite(ConnectionPools::acting)
                .switchIfEmpty(refused("token-refused"))
                .flatMap(token -> people.actor(token.person(), token.organization())
                        .filter(actor -> actor.is(OF))
                        .switchIfEmpty(refused("token-of-former-member"))
                        .doOnNext(actor -> exchange.getAttributes().put(PROVED, token.scopes()))
                        .map(actor -> actor.through(token.name(), OF)));
    }

    private static <T> Mono<T> refused(String code) {
        return Mono.error(() -> Refusal.of(Refusal.Kind.UNAUTHENTICATED, code));
    }

    /** Refuses a route that the token of this request is not for; a session passes. */
    public static void requireScope(ServerWebExchange exchange, RoutePolicy route) {
        if (exchange.getAttribute(PROVED) instanceof Set<?> granted) {
            TokenScope wanted = TokenScope.of(route);
            if (wanted == null) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, "page-not-found");
            }
            if (!granted.contains(wanted.word())) {
                throw Refusal.forbidden("token-scope-required").with("scope", wanted.word());
            }
        }
    }

    private Mono<Token> counted(String secret) {
        return secret.length() > LONGEST
                ? Mono.empty()
                : database.sql("""
                                update api_token t
                                   set last_used_at = now(), minute = date_trunc('minute', now()),
                                       uses = case when t.minute = date_trunc('minute', now()) then t.uses + 1 else 1 end
                                 where t.hash = :hash and t.revoked_at is null and t.expires_at > now()
                                returning t.person_id, t.organization_id, t.name, t.scopes, t.uses,
                                          60 - extract(second from now())::int as pause
                                """)
                        .bind("hash", Sha256.of(secret))
                        .map(Token::of)
                        .one()
                        .doOnNext(Token::requirePace);
    }

    private record Token(UUID person, UUID organization, String name, Set<String> scopes, int uses, int pause) {

        static Token of(Readable row) {
            return new Token(
                    id(row, "person_id"),
                    id(row, "organization_id"),
                    text(row, "name"),
                    Set.copyOf(Arrays.asList(read(row, "scopes", String[].class))),
                    number(row, "uses"),
                    number(row, "pause"));
        }

        void requirePace() {
            if (uses > MOST_A_MINUTE) {
                throw Refusal.of(Refusal.Kind.TOO_MANY, "token-too-often")
                        .with("most", MOST_A_MINUTE)
                        .with("retryAfter", Duration.ofSeconds(Math.max(1, pause)));
            }
        }
    }
}
