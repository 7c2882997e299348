package org.ziyuan.storefront.sandbox.tool;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A launch whose every statement has been verified, and what the tool may read in it. */
record VerifiedLaunch(SandboxApp app, String keyId, JWTClaimsSet claims) {

    private static final String CLAIM = "https://purl.imsglobal.org/spec/lti/claim/";

    Optional<String> name() {
        return Optional.ofNullable(text(claims.getClaim("name")));
    }

    Optional<String> pseudonym() {
        return Optional.ofNullable(claims.getSubject());
    }

    /** 老师, 同学 or 管理员: what the platform says the person is. */
    String title() {
        String roles = String.join(" ", roles());
        if (roles.contains("#Instructor")) {
            return "老师";
        }
        return roles.contains("#Learner") ? "同学" : "管理员";
    }

    String provider() {
        return Optional.ofNullable(text(object("tool_platform").get("name"))).orElse("");
    }

    Optional<String> validUntil() {
        Map<String, Object> entitlement = map(claims.getClaim(claims.getIssuer() + "/claim/entitlement"));
        return Optional.ofNullable(text(entitlement.get("expires"))).map(instant -> instant.substring(0, 10));
    }

    /** Where the person came from, when the platform said so. */
    Optional<String> returnUrl() {
        return Optional.ofNullable(text(object("launch_presentation").get("return_url")))
                .filter(url -> url.startsWith(claims.getIssuer() + "/"));
    }

    /** What the listing says about itself: title, subject, grade, volume. */
    Optional<String> listing(String detail) {
        return Optional.ofNullable(text(object("custom").get(detail)));
    }

    String deploymentId() {
        return Optional.ofNullable(text(claims.getClaim(CLAIM + "deployment_id")))
                .orElse("");
    }

    private List<String> roles() {
        try {
            List<String> roles = claims.getStringListClaim(CLAIM + "roles");
            return roles == null ? List.of() : roles;
        } catch (ParseException notAList) {
            return List.of();
        }
    }

    private Map<String, Object> object(String claim) {
        return map(claims.getClaim(CLAIM + claim));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> found ? (Map<String, Object>) found : Map.of();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String found && !found.isBlank() ? found : null;
    }
}
