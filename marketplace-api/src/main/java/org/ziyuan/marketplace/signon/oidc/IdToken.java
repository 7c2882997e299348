package org.ziyuan.marketplace.signon.oidc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.ziyuan.marketplace.refusal.Refusal;

/** An id_token whose signature holds, looked at claim by claim (OpenID Connect Core 1.0, 3.1.3.7). */
final class IdToken {

    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int LONGEST_SUBJECT = 255;

    private IdToken() {}

    /**
     * The token, if it is what it has to be.
     *
     * @throws Refusal {@code oidc-issuer-differs}, {@code oidc-audience-differs}, {@code oidc-expired},
     *     {@code oidc-nonce-differs}, {@code oidc-mail-unverified}, or {@code oidc-token-invalid} for anything else
     */
    static Jwt checked(Jwt token, ClientRegistration client, String nonce) {
        String issuer =
                Objects.requireNonNull(client.getProviderDetails().getIssuerUri(), "a discovered client has an issuer");
        require(holds(new JwtIssuerValidator(issuer), token), "oidc-issuer-differs");
        require(
                token.getAudience() != null
                        && token.getAudience().contains(client.getClientId())
                        && (token.getAudience().size() == 1
                                || client.getClientId().equals(token.getClaimAsString("azp"))),
                "oidc-audience-differs");
        require(token.getExpiresAt() != null && holds(new JwtTimestampValidator(SKEW), token), "oidc-expired");
        require(same(token.getClaimAsString("nonce"), nonce), "oidc-nonce-differs");
        require(!isFalse(token.getClaims().get("email_verified")), "oidc-mail-unverified");
        // Whatever else Spring knows of such tokens: subject, time of issue, the party it is for.
        require(
                holds(new OidcIdTokenValidator(client), token)
                        && token.getSubject() != null
                        && !token.getSubject().isBlank()
                        && token.getSubject().length() <= LONGEST_SUBJECT,
                "oidc-token-invalid");
        return token;
    }

    private static boolean holds(OAuth2TokenValidator<Jwt> validator, Jwt token) {
        return !validator.validate(token).hasErrors();
    }

    private static boolean isFalse(@Nullable Object claim) {
        return claim != null && String.valueOf(claim).equalsIgnoreCase("false");
    }

    private static boolean same(@Nullable String one, String other) {
        return one != null
                && MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static void require(boolean holds, String code) {
        if (!holds) {
            throw Refusal.of(Refusal.Kind.UNAUTHENTICATED, code);
        }
    }
}
