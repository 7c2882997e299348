package org.ziyuan.marketplace.licensing.lti;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.ziyuan.marketplace.refusal.Refusal;

/** What a tool asks after a login initiation: authenticate this person and answer to this address. */
record AuthenticationRequest(Map<String, String> parameters) {

    private static final int LONGEST = 4096;

    AuthenticationRequest {
        parameters = Map.copyOf(parameters);
    }

    /** Refusal: {@code lti-request-malformed} when a parameter is repeated or too long. */
    static AuthenticationRequest of(MultiValueMap<String, String> sent) {
        Map<String, String> parameters = new LinkedHashMap<>();
        sent.forEach((name, values) -> parameters.put(name, single(name, values)));
        return new AuthenticationRequest(parameters);
    }

    private static String single(String name, List<String> values) {
        String value = values.get(0);
        if (values.size() != 1 || value != null && value.length() > LONGEST) {
            throw Refusal.malformed("lti-request-malformed").with("parameter", name);
        }
        return value == null ? "" : value;
    }

    String clientId() {
        return parameters.getOrDefault("client_id", "");
    }

    String redirectUri() {
        return parameters.getOrDefault("redirect_uri", "");
    }

    String loginHint() {
        return parameters.getOrDefault("login_hint", "");
    }

    String messageHint() {
        return parameters.getOrDefault("lti_message_hint", "");
    }

    String nonce() {
        return parameters.getOrDefault("nonce", "");
    }

    /** Echoed byte for byte; null when none was sent. */
    @Nullable
    String state() {
        return parameters.get("state");
    }

    /** What the address of the answer may be told; it is known to be registered by now. */
    void requireWellFormed() {
        require("response_type", "id_token", "unsupported_response_type");
        if (!Arrays.asList(parameters.getOrDefault("scope", "").split(" ")).contains("openid")) {
            throw LaunchError.of("invalid_scope", "scope must contain openid");
        }
        require("response_mode", "form_post", "invalid_request");
        require("prompt", "none", "invalid_request");
        for (String needed : List.of("login_hint", "lti_message_hint", "nonce")) {
            if (parameters.getOrDefault(needed, "").isEmpty()) {
                throw LaunchError.invalidRequest(needed + " is missing");
            }
        }
    }

    private void require(String name, String value, String error) {
        if (!value.equals(parameters.get(name))) {
            throw LaunchError.of(error, name + " must be " + value);
        }
    }
}
