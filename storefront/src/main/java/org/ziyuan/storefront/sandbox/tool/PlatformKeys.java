package org.ziyuan.storefront.sandbox.tool;

import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** The platforms that the tools trust, and their public keys: fetched once, and again when a key is new. */
final class PlatformKeys {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(2);
    private static final int MOST_PLATFORMS = 50;

    private final List<String> trusted;
    private final Map<String, Fetched> byIssuer = new ConcurrentHashMap<>();

    PlatformKeys(List<String> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** @param again when an unknown kid may make us ask again */
    private record Fetched(JWKSet keys, Instant again) {}

    /** Refuses an issuer that is neither on this machine's loopback address nor one of the configured ones. */
    String requireTrusted(@Nullable String issuer) {
        if (issuer != null && (trusted.contains(issuer) || isLocal(issuer))) {
            return issuer;
        }
        throw new ToolRefusal("issuer", "不认识发起打开的平台（iss 不在信任名单中）。");
    }

    /** The platform's keys; asked for again when this kid is not among them, but not more often than every two seconds. */
    Mono<JWKSet> of(String issuer, @Nullable String kid) {
        Fetched known = byIssuer.get(issuer);
        if (known == null) {
            return fetch(issuer, Instant.EPOCH);
        }
        boolean enough =
                known.keys().getKeyByKeyId(kid) != null || known.again().isAfter(Instant.now());
        return enough ? Mono.just(known.keys()) : fetch(issuer, Instant.now().plus(BETWEEN_FETCHES));
    }

    private Mono<JWKSet> fetch(String issuer, Instant again) {
        return HttpClient.create()
                .responseTimeout(PATIENCE)
                .get()
                .uri(reachable(issuer) + "/lti/jwks")
                .responseSingle((response, body) -> body.asString())
                .map(PlatformKeys::parsed)
                .doOnNext(keys -> remember(issuer, new Fetched(keys, again)))
                .onErrorMap(
                        failure -> !(failure instanceof ToolRefusal),
                        failure -> new ToolRefusal("keys", "取不到平台的公钥，无法核验签名。"));
    }

    private void remember(String issuer, Fetched fetched) {
        if (byIssuer.size() >= MOST_PLATFORMS) {
            byIssuer.clear();
        }
        byIssuer.put(issuer, fetched);
    }

    /** The platform listens on 127.0.0.1; the name localhost may lead elsewhere. */
    private static String reachable(String issuer) {
        return issuer.replaceFirst("^(https?)://localhost(?=[:/]|$)", "$1://127.0.0.1");
    }

    private static JWKSet parsed(String body) {
        try {
            return JWKSet.parse(body);
        } catch (ParseException broken) {
            throw new ToolRefusal("keys", "平台的公钥文件无法读取。");
        }
    }

    private static boolean isLocal(String issuer) {
        try {
            URI address = URI.create(issuer);
            return address.getHost() != null
                    && LOOPBACK.contains(address.getHost())
                    && issuer.equals(address.getScheme() + "://" + address.getAuthority());
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }
}
