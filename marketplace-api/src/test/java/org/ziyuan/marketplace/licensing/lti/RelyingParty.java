package org.ziyuan.marketplace.licensing.lti;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;
import org.ziyuan.marketplace.licensing.lti.tool.PrivacyLevel;
import org.ziyuan.marketplace.licensing.lti.tool.ToolRegistration;

/** A tool as somebody else would write it: it knows the platform's issuer and key set and verifies everything. */
record RelyingParty(String clientId, PrivacyLevel privacy) {

    static final String ISSUER = "https://market.test";

    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");
    private static final Pattern ACTION = Pattern.compile("<form id=\"launch\" method=\"post\" action=\"([^\"]*)\">");

    static RelyingParty named(String name, PrivacyLevel privacy) {
        return new RelyingParty(name + "-" + UUID.randomUUID(), privacy);
    }

    ToolRegistration registration() {
        return new ToolRegistration(
                clientId,
                "爱科学",
                URI.create("https://tool.test/" + clientId + "/login"),
                List.of(redirectUri()),
                URI.create("https://tool.test/" + clientId + "/"),
                URI.create("https://tool.test/jwks"),
                privacy);
    }

    URI redirectUri() {
        return URI.create("https://tool.test/" + clientId + "/launch");
    }

    /** What it asks after a login initiation. */
    Map<String, String> authenticationRequest(Map<String, String> initiation, String state, String nonce) {
        Map<String, String> request = new LinkedHashMap<>();
        request.put("scope", "openid");
        request.put("response_type", "id_token");
        request.put("response_mode", "form_post");
        request.put("prompt", "none");
        request.put("client_id", clientId);
        request.put("redirect_uri", redirectUri().toString());
        request.put("login_hint", initiation.getOrDefault("login_hint", ""));
        request.put("lti_message_hint", initiation.getOrDefault("lti_message_hint", ""));
        request.put("state", state);
        request.put("nonce", nonce);
        return request;
    }

    /** The verified claims; anything wrong with signature, type, issuer, audience or time is an exception. */
    JWTClaimsSet verified(String idToken, String keySet) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(JWKSet.parse(keySet))));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                clientId,
                new JWTClaimsSet.Builder().issuer(ISSUER).build(),
                Set.of("exp", "iat", "nonce", "https://purl.imsglobal.org/spec/lti/claim/deployment_id")));
        return processor.process(idToken, null);
    }

    /** The hidden fields of a page that posts itself. */
    static Map<String, String> fields(String page) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher matcher = FIELD.matcher(page);
        while (matcher.find()) {
            fields.put(HtmlUtils.htmlUnescape(matcher.group(1)), HtmlUtils.htmlUnescape(matcher.group(2)));
        }
        return fields;
    }

    static String action(String page) {
        Matcher matcher = ACTION.matcher(page);
        return matcher.find() ? HtmlUtils.htmlUnescape(matcher.group(1)) : "no form";
    }
}
