package org.ziyuan.marketplace.signon.oidc;

import java.net.URI;
import java.util.Objects;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.proof.Journey;
import org.ziyuan.marketplace.signon.proof.Proofs;
import org.ziyuan.marketplace.signon.proof.Proved;
import org.ziyuan.marketplace.signon.proof.ProviderCalls;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.Protocol;
import reactor.core.publisher.Mono;

/** OpenID Connect: to the provider with state, nonce and PKCE, back with a code, and the code for a token. */
@Component
class OidcProofs implements Proofs {

    private static final int LONGEST_CODE = 4_096;

    private final Discovery discovery;
    private final ProviderCalls calls;
    private final WebClientReactiveAuthorizationCodeTokenResponseClient redeeming =
            new WebClientReactiveAuthorizationCodeTokenResponseClient();

    OidcProofs(Discovery discovery, ProviderCalls calls) {
        this.discovery = discovery;
        this.calls = calls;
        this.redeeming.setWebClient(calls.client());
    }

    @Override
    public Protocol protocol() {
        return Protocol.OIDC;
    }

    @Override
    public Mono<Departure> begin(IdentityProvider provider, Journey journey) {
        return discovery.of(provider).map(client -> {
            OAuth2AuthorizationRequest.Builder request = request(client.registration(), journey)
                    .scopes(client.registration().getScopes())
                    .additionalParameters(more -> more.put("nonce", journey.nonce()));
            OAuth2AuthorizationRequestCustomizers.withPkce().accept(request);
            OAuth2AuthorizationRequest made = request.build();
            String verifier = Objects.requireNonNull(made.getAttribute(PkceParameterNames.CODE_VERIFIER));
            return new Departure(URI.create(made.getAuthorizationRequestUri()), journey.with(verifier));
        });
    }

    @Override
    public Mono<Proved> end(IdentityProvider provider, Journey journey, MultiValueMap<String, String> answer) {
        String code = answer.getFirst("code");
        if (answer.containsKey("error")) {
            return Mono.error(Refusal.of(Refusal.Kind.UNAUTHENTICATED, "sign-on-refused-there")
                    .with("provider", provider.name()));
        }
        if (code == null || code.isBlank() || code.length() > LONGEST_CODE) {
            return Mono.error(Refusal.of(Refusal.Kind.UNAUTHENTICATED, "sign-on-answer-incomplete"));
        }
        return discovery
                .of(provider)
                .flatMap(client -> calls.bounded(
                                provider, redeemed(client, journey, code).flatMap(token -> read(client, token)))
                        .map(token -> IdToken.checked(token, client.registration(), journey.nonce()))
                        .map(token -> new Proved(
                                provider.issuer(), Objects.requireNonNull(token.getSubject()), token.getClaims())));
    }

    private Mono<String> redeemed(DiscoveredClient client, Journey journey, String code) {
        OAuth2AuthorizationRequest request = request(client.registration(), journey)
                .attributes(kept -> kept.put(PkceParameterNames.CODE_VERIFIER, journey.verifier()))
                .build();
        OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code)
                .redirectUri(journey.back().toString())
                .state(journey.state())
                .build();
        return redeeming
                .getTokenResponse(new OAuth2AuthorizationCodeGrantRequest(
                        client.registration(), new OAuth2AuthorizationExchange(request, response)))
                .map(OidcProofs::idToken)
                .onErrorMap(
                        OAuth2AuthorizationException.class,
                        refused -> Refusal.of(Refusal.Kind.UNAUTHENTICATED, "oidc-code-refused"));
    }

    private static Mono<Jwt> read(DiscoveredClient client, String token) {
        return client.tokens()
                .decode(token)
                .onErrorMap(
                        BadJwtException.class,
                        forged -> Refusal.of(Refusal.Kind.UNAUTHENTICATED, "oidc-signature-wrong"));
    }

    private static String idToken(OAuth2AccessTokenResponse response) {
        if (response.getAdditionalParameters().get("id_token") instanceof String token) {
            return token;
        }
        throw Refusal.of(Refusal.Kind.UNAUTHENTICATED, "sign-on-answer-incomplete");
    }

    private static OAuth2AuthorizationRequest.Builder request(ClientRegistration client, Journey journey) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(client.getClientId())
                .authorizationUri(Objects.requireNonNull(
                        client.getProviderDetails().getAuthorizationUri(), "a discovered client has a page"))
                .redirectUri(journey.back().toString())
                .state(journey.state());
    }
}
