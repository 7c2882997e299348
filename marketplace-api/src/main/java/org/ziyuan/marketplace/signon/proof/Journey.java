package org.ziyuan.marketplace.signon.proof;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * Somebody is on his way to a provider and back. His session keeps what only this browser knows; it is good for one return,
 * within ten minutes.
 *
 * @param provider the code of the provider
 * @param state what the answer has to repeat
 * @param nonce what the token has to repeat
 * @param verifier what the code is redeemed with (PKCE); empty where the protocol has none
 * @param links whether the identity is to be linked to the person who is signed in already
 * @param back where the provider sends him
 * @param from the page he wanted
 */
public record Journey(
        String provider,
        String state,
        String nonce,
        String verifier,
        boolean links,
        Instant since,
        URI back,
        String from) {

    private static final String ATTRIBUTE = "journey";
    private static final String SEPARATOR = "\n";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final SecureRandom RANDOM = new SecureRandom();

    public static Journey to(String provider, URI back, String from, boolean links) {
        return new Journey(provider, random(), random(), "", links, Instant.now(), back, from);
    }

    public Journey with(String secret) {
        return new Journey(provider, state, nonce, secret, links, since, back, from);
    }

    public void keepIn(WebSession session) {
        session.getAttributes()
                .put(
                        ATTRIBUTE,
                        String.join(
                                SEPARATOR,
                                provider,
                                state,
                                nonce,
                                verifier,
                                String.valueOf(links),
                                String.valueOf(since.getEpochSecond()),
                                back.toString(),
                                from));
    }

    /**
     * The journey that ends with this answer, taken out of the session: it ends once.
     *
     * @throws Refusal {@code sign-on-state-wrong} when this browser did not begin it, or long ago
     */
    public static Journey endedIn(WebSession session, String provider, @Nullable String state) {
        Object kept = session.getAttributes().remove(ATTRIBUTE);
        Journey journey = kept instanceof String text ? of(text) : null;
        if (journey == null
                || state == null
                || !journey.provider().equals(provider)
                || !same(journey.state(), state)
                || journey.since().plus(PATIENCE).isBefore(Instant.now())) {
            throw Refusal.of(Refusal.Kind.UNAUTHENTICATED, "sign-on-state-wrong");
        }
        return journey;
    }

    @Override
    public String toString() {
        return "Journey[to " + provider + "]";
    }

    private static Journey of(String kept) {
        String[] parts = kept.split(SEPARATOR, 8);
        return new Journey(
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                Boolean.parseBoolean(parts[4]),
                Instant.ofEpochSecond(Long.parseLong(parts[5])),
                URI.create(parts[6]),
                parts[7]);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
