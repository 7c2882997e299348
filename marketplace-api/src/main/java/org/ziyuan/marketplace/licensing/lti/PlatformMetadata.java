package org.ziyuan.marketplace.licensing.lti;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What a tool reads about this platform before it trusts it: its addresses and its public keys. */
@RestController
class PlatformMetadata implements RoutePolicies {

    private final SigningKeys keys;
    private final Issuer issuer;
    private final LtiSettings settings;

    PlatformMetadata(SigningKeys keys, Issuer issuer, LtiSettings settings) {
        this.keys = keys;
        this.issuer = issuer;
        this.settings = settings;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/lti/jwks"), anyone(GET, "/.well-known/openid-configuration"));
    }

    @GetMapping(path = "/lti/jwks", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Map<String, Object>>> keys() {
        return keys.published()
                .map(set -> ResponseEntity.ok()
                        .cacheControl(CacheControl.maxAge(settings.keyMaxAge()).cachePublic())
                        .body(set.toJSONObject(true)));
    }

    @GetMapping(path = "/.well-known/openid-configuration", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> configuration(ServerWebExchange exchange) {
        String here = issuer.of(exchange);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("issuer", here);
        document.put("authorization_endpoint", here + "/lti/authorize");
        document.put("jwks_uri", here + "/lti/jwks");
        document.put("scopes_supported", List.of("openid"));
        document.put("response_types_supported", List.of("id_token"));
        document.put("response_modes_supported", List.of("form_post"));
        document.put("subject_types_supported", List.of("pairwise"));
        document.put("id_token_signing_alg_values_supported", List.of("RS256"));
        document.put(
                "https://purl.imsglobal.org/spec/lti-platform-configuration",
                Map.of(
                        "product_family_code",
                        "ziyuan-market",
                        "version",
                        "1",
                        "messages_supported",
                        List.of(Map.of("type", "LtiResourceLinkRequest"))));
        return document;
    }
}
