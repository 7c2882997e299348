package org.ziyuan.marketplace.access;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpCookie;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.security.web.server.csrf.DefaultCsrfToken;
import org.springframework.security.web.server.csrf.ServerCsrfTokenRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import reactor.core.publisher.Mono;

/**
 * The token that a form of ours carries and another site's form cannot know. A signed-in person's stands in his
 * session; before that it stands in a cookie of its own, so that a visitor who only reads leaves no row behind.
 */
@Component
class CsrfTokens implements ServerCsrfTokenRepository {

    static final String HEADER = "X-CSRF-TOKEN";
    static final String FIELD = "_csrf";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final WebSessions sessions;
    private final SessionSettings settings;

    CsrfTokens(WebSessions sessions, SessionSettings settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    @Override
    public Mono<CsrfToken> generateToken(ServerWebExchange exchange) {
        return Mono.fromSupplier(() -> token(sessions.newId()));
    }

    @Override
    public Mono<Void> saveToken(ServerWebExchange exchange, @Nullable CsrfToken token) {
        return exchange.getSession()
                .doOnNext(session -> keep(exchange, session, token))
                .then();
    }

    @Override
    public Mono<CsrfToken> loadToken(ServerWebExchange exchange) {
        return exchange.getSession()
                .mapNotNull(session -> StoredSession.person(session) == null
                        ? ofCookie(exchange)
                        : session.getAttribute(StoredSession.CSRF) instanceof String kept ? token(kept) : null);
    }

    /** The token for a person who signs in now; what he had before signing in is worth nothing any more. */
    CsrfToken renewed(ServerWebExchange exchange, WebSession session) {
        CsrfToken token = token(sessions.newId());
        session.getAttributes().put(StoredSession.CSRF, token.getToken());
        exchange.getResponse().addCookie(cookie("").maxAge(0).build());
        return token;
    }

    private void keep(ServerWebExchange exchange, WebSession session, @Nullable CsrfToken token) {
        if (token == null) {
            session.getAttributes().remove(StoredSession.CSRF);
        } else if (StoredSession.person(session) != null) {
            session.getAttributes().put(StoredSession.CSRF, token.getToken());
        } else {
            exchange.getResponse().addCookie(cookie(token.getToken()).build());
        }
    }

    private @Nullable CsrfToken ofCookie(ServerWebExchange exchange) {
        HttpCookie kept = exchange.getRequest().getCookies().getFirst(settings.cookie("csrf"));
        return kept != null && WELL_FORMED.matcher(kept.getValue()).matches() ? token(kept.getValue()) : null;
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String value) {
        return ResponseCookie.from(settings.cookie("csrf"), value)
                .path("/")
                .httpOnly(true)
                .secure(settings.secure())
                .sameSite("Strict");
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, FIELD, value);
    }
}
