package org.ziyuan.storefront.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.digest.Sha256;
import tools.jackson.databind.json.JsonMapper;

/** The identity platform of the demo province, by OpenID Connect. A visitor writes down who he is, and that is proved. */
final class IdentitySandbox implements PlayedProvider {

    static final String ISSUER = "/identity";
    static final String CLIENT = "ziyuan-market";

    private static final int BITS = 2048;
    private static final int MOST_CODES = 100;
    private static final Duration LIFE = Duration.ofMinutes(5);

    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Asked> codes = new ConcurrentHashMap<>();
    private final SingletonSupplier<RSAKey> key = SingletonSupplier.of(IdentitySandbox::key);
    private final String school;
    private final Clock clock;

    /** @param school the code of the school that the page suggests */
    IdentitySandbox(String school, Clock clock) {
        this.school = school;
        this.clock = clock;
    }

    @Override
    public boolean serves(String path) {
        return path.startsWith(ISSUER + "/");
    }

    @Override
    public Answer answer(Asked asked) {
        return switch (asked.path().substring(ISSUER.length())) {
            case "/.well-known/openid-configuration" -> ok(discovery(asked.origin() + ISSUER));
            case "/jwks" ->
                Answer.of(200, "application/json", new JWKSet(key.obtain().toPublicJWK()).toString());
            case "/authorize" -> asked.field("sub").isEmpty() ? IdentityPage.of(asked, school) : proved(asked);
            case "/token" -> token(asked);
            default -> Answer.of(404, "text/plain", "");
        };
    }

    private static Map<String, Object> discovery(String issuer) {
        return Map.of(
                "issuer", issuer,
                "authorization_endpoint", issuer + "/authorize",
                "token_endpoint", issuer + "/token",
                "jwks_uri", issuer + "/jwks",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"),
                "token_endpoint_auth_methods_supported", List.of("none"),
                "code_challenge_methods_supported", List.of("S256"));
    }

    private Answer proved(Asked asked) {
        String code = UUID.randomUUID().toString();
        if (codes.size() >= MOST_CODES) {
            codes.clear();
        }
        codes.put(code, asked);
        return new Answer(
                303,
                Map.of(
                        "Location",
                        UriComponentsBuilder.fromUriString(asked.field("redirect_uri"))
                                .queryParam("code", code)
                                .queryParam("state", "{state}")
                                .encode()
                                .buildAndExpand(asked.field("state"))
                                .toUriString()),
                "",
                Duration.ZERO);
    }

    /** A code is good once, for the client and the secret that it was drawn for. */
    private Answer token(Asked asked) {
        Asked drawn = codes.remove(asked.field("code"));
        if (drawn == null
                || !drawn.field("redirect_uri").equals(asked.field("redirect_uri"))
                || !challenge(asked.field("code_verifier")).equals(drawn.field("code_challenge"))) {
            return Answer.of(400, "application/json", json.writeValueAsString(Map.of("error", "invalid_grant")));
        }
        return ok(Map.of(
                "access_token",
                UUID.randomUUID().toString(),
                "token_type",
                "Bearer",
                "expires_in",
                LIFE.toSeconds(),
                "id_token",
                signed(drawn, asked.origin() + ISSUER)));
    }

    private String signed(Asked drawn, String issuer) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.obtain().getKeyID())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(issuer)
                            .subject(drawn.field("sub"))
                            .audience(drawn.field("client_id"))
                            .issueTime(Date.from(clock.instant()))
                            .expirationTime(Date.from(clock.instant().plus(LIFE)))
                            .claim("nonce", drawn.field("nonce"))
                            .claim("name", drawn.field("name"))
                            .claim("org_code", drawn.field("org_code"))
                            .claim("role", drawn.field("role"))
                            .build());
            token.sign(new RSASSASigner(key.obtain()));
            return token.serialize();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Answer ok(Map<String, Object> body) {
        return Answer.of(200, "application/json", json.writeValueAsString(body));
    }

    static String shown(Asked asked, String field) {
        return HtmlUtils.htmlEscape(asked.field(field));
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sha256.of(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(BITS).keyIDFromThumbprint(true).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
