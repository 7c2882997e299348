package org.ziyuan.storefront.sandbox.tool;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A platform that publishes one key set and signs whatever a test tells it to. */
final class Platform implements AutoCloseable {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    /** Most of what a platform costs, and no test minds that another had it. */
    private static final RSAKey FIRST = ToolKey.generate();

    private volatile RSAKey key = FIRST;
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.get(
                    "/lti/jwks",
                    (request, response) ->
                            response.sendString(Mono.fromSupplier(() -> new JWKSet(key).toString(true)))))
            .bindNow(Duration.ofSeconds(5));

    String issuer() {
        return "http://127.0.0.1:" + server.port();
    }

    RSAKey key() {
        return key;
    }

    /** From now on another key is published. */
    void rotate() {
        key = ToolKey.generate();
    }

    /** What an honest platform says of a teacher who opens a textbook. */
    JWTClaimsSet.Builder claims(SandboxApp app, String nonce) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience(app.clientId())
                .subject("a-pseudonym")
                .claim("name", "王小明")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(120)))
                .claim("nonce", nonce)
                .claim(CLAIM + "message_type", "LtiResourceLinkRequest")
                .claim(CLAIM + "version", "1.3.0")
                .claim(CLAIM + "deployment_id", "deployment-1")
                .claim(CLAIM + "target_link_uri", "http://127.0.0.1/target")
                .claim(CLAIM + "roles", List.of("http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"))
                .claim(CLAIM + "launch_presentation", Map.of("return_url", issuer() + "/library"))
                .claim(CLAIM + "tool_platform", Map.of("guid", "g", "name", "示范小学"))
                .claim(
                        CLAIM + "custom",
                        Map.of(
                                "title", "数学三年级上册",
                                "subject", "数学",
                                "edition", "人教版",
                                "grade", "三年级",
                                "volume", "上册"));
    }

    static String sign(JWTClaimsSet claims, RSAKey with, String kid) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(kid)
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims);
        try {
            token.sign(new RSASSASigner(with));
        } catch (JOSEException refused) {
            throw new IllegalStateException(refused);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
    }
}
