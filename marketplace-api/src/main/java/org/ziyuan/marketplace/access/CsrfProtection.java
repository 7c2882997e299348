package org.ziyuan.marketplace.access;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.web.server.csrf.XorServerCsrfTokenRequestAttributeHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.route.RouteTable;

/**
 * Which requests need the token: every write of a page, and every write of the API that leans on a cookie. Signing in
 * over the API leans on none: its JSON content type cannot be sent by another site's form.
 */
@Component
class CsrfProtection {

    private static final String SIGN_IN = "/api/v1/session";

    private final RouteTable routes;
    private final CsrfTokens tokens;
    private final XorServerCsrfTokenRequestAttributeHandler mask;
    private final DeniedRequests denied;
    private final String sessionCookie;

    CsrfProtection(
            RouteTable routes,
            CsrfTokens tokens,
            XorServerCsrfTokenRequestAttributeHandler mask,
            DeniedRequests denied,
            SessionSettings settings) {
        this.routes = routes;
        this.tokens = tokens;
        this.mask = mask;
        this.denied = denied;
        this.sessionCookie = settings.cookie("sid");
    }

    void configure(CsrfSpec csrf) {
        csrf.csrfTokenRepository(tokens)
                .csrfTokenRequestHandler(mask)
                .requireCsrfProtectionMatcher(
                        exchange -> isNeeded(exchange) ? MatchResult.match() : MatchResult.notMatch())
                .accessDeniedHandler(denied);
    }

    private boolean isNeeded(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        if (!SameOrigin.isWrite(request) || routes.find(request) == null) {
            return false;
        }
        boolean signsIn = HttpMethod.POST.equals(request.getMethod())
                && request.getPath().value().equals(SIGN_IN);
        return !signsIn && (!SameOrigin.isApi(request) || request.getCookies().containsKey(sessionCookie));
    }
}
