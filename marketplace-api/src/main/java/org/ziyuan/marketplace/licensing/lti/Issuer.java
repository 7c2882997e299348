package org.ziyuan.marketplace.licensing.lti;

import java.net.URI;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.refusal.Refusal;

/** The address by which tools know this platform. */
@Component
class Issuer {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final LtiSettings settings;

    Issuer(LtiSettings settings) {
        this.settings = settings;
    }

    /**
     * The configured issuer or, on the loopback address, the address this request came to. The person's session is
     * bound to that address, so the tool must come back to it. Refusal: {@code lti-issuer-missing}.
     */
    String of(ServerWebExchange exchange) {
        if (settings.issuer() != null) {
            return settings.issuer();
        }
        URI here = exchange.getRequest().getURI();
        if (here.getHost() == null || !LOOPBACK.contains(here.getHost())) {
            throw Refusal.of(Refusal.Kind.UNAVAILABLE, "lti-issuer-missing");
        }
        return here.getScheme() + "://" + here.getAuthority();
    }
}
