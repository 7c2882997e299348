package org.ziyuan.storefront.sandbox.tool;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ziyuan.storefront.sandbox.tool.PendingLaunches.Pending;
import reactor.core.publisher.Mono;

/** Verifies an id_token as a vendor has to: signature, issuer, audience, time, nonce, deployment, message, version. */
final class VerifyLaunch {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    private final PlatformKeys keys;

    VerifyLaunch(PlatformKeys keys) {
        this.keys = keys;
    }

    Mono<VerifiedLaunch> verify(@Nullable String idToken, Pending pending) {
        return Mono.defer(() -> {
            SignedJWT token = parsed(idToken);
            String kid = token.getHeader().getKeyID();
            return keys.of(pending.issuer(), kid)
                    .map(found ->
                            new VerifiedLaunch(pending.app(), String.valueOf(kid), claims(token, found, pending)));
        });
    }

    private static SignedJWT parsed(@Nullable String idToken) {
        try {
            return SignedJWT.parse(idToken);
        } catch (ParseException | RuntimeException notSigned) {
            throw new ToolRefusal("token", "平台送来的身份凭证不是签名的 JWT。");
        }
    }

    private static JWTClaimsSet claims(SignedJWT token, JWKSet keys, Pending pending) {
        JWTClaimsSet claims = processed(token, keys, pending);
        require(claims, "nonce", pending.nonce(), "nonce", "这份身份凭证不是为本次打开签发的（nonce 不符）。");
        require(claims, CLAIM + "deployment_id", pending.deploymentId(), "deployment", "部署编号与发起时不一致。");
        require(claims, CLAIM + "target_link_uri", pending.targetLinkUri(), "target", "要打开的地址与发起时不一致。");
        require(claims, CLAIM + "message_type", "LtiResourceLinkRequest", "message", "不是打开资源的消息。");
        require(claims, CLAIM + "version", "1.3.0", "version", "LTI 版本不是 1.3.0。");
        return claims;
    }

    private static JWTClaimsSet processed(SignedJWT token, JWKSet keys, Pending pending) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                pending.app().clientId(),
                new JWTClaimsSet.Builder().issuer(pending.issuer()).build(),
                Set.of("exp", "iat", "nonce")));
        try {
            return processor.process(token, null);
        } catch (BadJWTException wrong) {
            throw new ToolRefusal("claims", "身份凭证的签发者、对象或有效期不对：" + wrong.getMessage());
        } catch (BadJOSEException | com.nimbusds.jose.JOSEException forged) {
            throw new ToolRefusal("signature", "身份凭证的签名核验不通过。");
        }
    }

    private static void require(JWTClaimsSet claims, String name, String expected, String check, String sentence) {
        Map<String, Object> all = claims.getClaims();
        if (!expected.equals(all.get(name))) {
            throw new ToolRefusal(check, sentence);
        }
    }
}
