package org.ziyuan.marketplace.factor.passkey;

import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * One question to an authenticator: a challenge that the session keeps until it is answered, once, within ten minutes.
 *
 * @param site the origin that the answer has to be for
 */
record Ceremony(String challenge, URI site) {

    private static final String ATTRIBUTE = "challenge";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int CHALLENGE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Begins one; a challenge that was not answered is forgotten. */
    static Ceremony begin(ServerWebExchange exchange, WebSession session) {
        byte[] bytes = new byte[CHALLENGE_BYTES];
        RANDOM.nextBytes(bytes);
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        session.getAttributes().put(ATTRIBUTE, challenge + " " + Instant.now().getEpochSecond());
        session.start();
        return new Ceremony(challenge, site(exchange));
    }

    /** Ends the one under way. @throws Refusal {@code passkey-refused} when there is none any more */
    static Ceremony end(ServerWebExchange exchange, WebSession session) {
        if (!(session.getAttributes().remove(ATTRIBUTE) instanceof String kept)) {
            throw refused();
        }
        String[] parts = kept.split(" ", 2);
        if (Instant.ofEpochSecond(Long.parseLong(parts[1])).plus(PATIENCE).isBefore(Instant.now())) {
            throw refused();
        }
        return new Ceremony(parts[0], site(exchange));
    }

    /** The domain that keys are bound to: the name in the address bar. */
    String domain() {
        return site.getHost();
    }

    ServerProperty server() {
        return ServerProperty.builder()
                .origin(new Origin(site.toString()))
                .rpId(domain())
                .challenge(new DefaultChallenge(Base64.getUrlDecoder().decode(challenge)))
                .build();
    }

    static Refusal refused() {
        return Refusal.of(Refusal.Kind.UNAUTHENTICATED, "passkey-refused");
    }

    private static URI site(ServerWebExchange exchange) {
        URI asked = exchange.getRequest().getURI();
        return URI.create(asked.getScheme() + "://" + asked.getAuthority());
    }
}
