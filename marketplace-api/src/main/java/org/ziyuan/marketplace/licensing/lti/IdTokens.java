package org.ziyuan.marketplace.licensing.lti;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.licensing.lti.CompleteLaunch.CompletedLaunch;
import org.ziyuan.marketplace.licensing.lti.PendingLogins.PendingLogin;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistration;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** Writes and signs what a tool is told: RS256, five minutes at most, no more than the tool's privacy level allows. */
@Component
class IdTokens {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    private final SigningKeys keys;
    private final LtiSettings settings;

    IdTokens(SigningKeys keys, LtiSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    Mono<String> sign(CompletedLaunch launch, ToolRegistration tool, String nonce) {
        return keys.current().map(key -> signed(key, claims(launch, tool, nonce)));
    }

    private JWTClaimsSet claims(CompletedLaunch launch, ToolRegistration tool, String nonce) {
        Instant now = Instant.now();
        PendingLogin login = launch.login();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(login.issuer())
                .audience(tool.clientId())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(settings.tokenLifetime())))
                .claim("nonce", nonce)
                .claim(CLAIM + "message_type", "LtiResourceLinkRequest")
                .claim(CLAIM + "version", "1.3.0")
                .claim(CLAIM + "deployment_id", login.deploymentId())
                .claim(CLAIM + "target_link_uri", login.targetLinkUri())
                .claim(CLAIM + "resource_link", resourceLink(launch))
                .claim(CLAIM + "roles", LtiRoles.of(launch.facts().roles()))
                .claim(CLAIM + "tool_platform", platform(launch))
                .claim(CLAIM + "launch_presentation", presentation(login))
                .claim(CLAIM + "custom", launch.facts().listing())
                .claim(login.issuer() + "/claim/entitlement", entitlement(launch));
        Disclosure.tell(claims, tool.privacy(), launch.subject(), launch.facts());
        return claims.build();
    }

    private static Map<String, String> resourceLink(CompletedLaunch launch) {
        Map<String, String> link = new LinkedHashMap<>();
        PendingLogin login = launch.login();
        link.put(
                "id",
                Ids.derived("lti-resource-link", login.deploymentId(), login.listingId())
                        .toString());
        link.put("title", launch.facts().listing().getOrDefault("title", ""));
        return link;
    }

    private Map<String, String> presentation(PendingLogin login) {
        return Map.of(
                "document_target", "window",
                "locale", "zh-CN",
                "return_url", login.issuer() + settings.returnPath());
    }

    private static Map<String, String> platform(CompletedLaunch launch) {
        return Map.of(
                "guid", launch.facts().holderId().toString(),
                "name", launch.facts().holderName(),
                "product_family_code", "ziyuan-market");
    }

    /** All values are strings: some tools refuse anything else in a claim they do not know. */
    private static Map<String, String> entitlement(CompletedLaunch launch) {
        Map<String, String> entitlement = new LinkedHashMap<>();
        entitlement.put("id", launch.licenceId().toString());
        if (launch.facts().holderTier() != null) {
            entitlement.put("tier", launch.facts().holderTier());
        }
        if (launch.entered().seatId() != null) {
            entitlement.put("seat", launch.entered().seatId().toString());
        }
        if (launch.facts().validUntil() != null) {
            entitlement.put("expires", launch.facts().validUntil().toInstant().toString());
        }
        return entitlement;
    }

    private static String signed(RSAKey key, JWTClaimsSet claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException refused) {
            throw new IllegalStateException("cannot sign with " + key.getKeyID(), refused);
        }
        return token.serialize();
    }
}
