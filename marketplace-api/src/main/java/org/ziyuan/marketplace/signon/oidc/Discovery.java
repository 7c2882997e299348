package org.ziyuan.marketplace.signon.oidc;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.proof.ProviderCalls;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.IdentityProviders;
import reactor.core.publisher.Mono;

/** Discovery documents, each read once in ten minutes; a change of the provider's row reads it anew. */
@Component
class Discovery {

    private static final Duration KNOWN = Duration.ofMinutes(10);
    private static final String DOCUMENT = "/.well-known/openid-configuration";
    private static final ParameterizedTypeReference<Map<String, Object>> OBJECT = new ParameterizedTypeReference<>() {};

    private final ProviderCalls calls;
    private final IdentityProviders providers;
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    Discovery(ProviderCalls calls, IdentityProviders providers) {
        this.calls = calls;
        this.providers = providers;
    }

    /**
     * The provider as he describes himself. Refuses with {@code oidc-issuer-differs} when he calls himself otherwise, and as
     * {@link ProviderCalls#bounded}.
     */
    Mono<DiscoveredClient> of(IdentityProvider provider) {
        return known.compute(
                        provider.id(),
                        (id, before) -> before != null && before.version() == provider.version()
                                ? before
                                : new Known(provider.version(), read(provider)))
                .client();
    }

    private Mono<DiscoveredClient> read(IdentityProvider provider) {
        Mono<ClientRegistration.Builder> described = calls.client()
                .get()
                .uri(provider.issuer().replaceFirst("/$", "") + DOCUMENT)
                .retrieve()
                .bodyToMono(OBJECT)
                .map(document -> described(provider, document));
        return calls.bounded(provider, described)
                .zipWith(Mono.defer(() -> providers.secret(provider)), this::client)
                .cache(client -> KNOWN, failure -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** What cannot be read as such a document, by whatever fault, is an answer that cannot be read. */
    private static ClientRegistration.Builder described(IdentityProvider provider, Map<String, Object> document) {
        if (!provider.issuer().equals(document.get("issuer"))) {
            throw Refusal.of(Refusal.Kind.UNAVAILABLE, "oidc-issuer-differs").with("provider", provider.name());
        }
        ClientRegistration.Builder described = ClientRegistrations.fromOidcConfiguration(document)
                .registrationId(provider.code())
                .clientId(provider.clientId())
                .scope("openid", "profile")
                .redirectUri("{baseUrl}");
        ClientRegistration.ProviderDetails told = described.build().getProviderDetails();
        URI.create(told.getAuthorizationUri());
        URI.create(told.getTokenUri());
        URI.create(Objects.requireNonNull(told.getJwkSetUri(), "no keys"));
        return described;
    }

    private DiscoveredClient client(ClientRegistration.Builder described, String secret) {
        ClientRegistration registration = (secret.isEmpty()
                        ? described.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        : described.clientSecret(secret))
                .build();
        return new DiscoveredClient(registration, tokens(registration));
    }

    /** Signatures by a key pair alone: what is signed with a shared secret, or not at all, is refused. */
    private NimbusReactiveJwtDecoder tokens(ClientRegistration registration) {
        NimbusReactiveJwtDecoder tokens = NimbusReactiveJwtDecoder.withJwkSetUri(Objects.requireNonNull(
                        registration.getProviderDetails().getJwkSetUri(), "a discovered client has keys"))
                .webClient(calls.client())
                .jwsAlgorithms(algorithms -> {
                    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
                        algorithms.add(algorithm);
                    }
                })
                .build();
        // What the token says is looked at one by one afterwards, so that each has its own sentence.
        tokens.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
        return tokens;
    }

    private record Known(int version, Mono<DiscoveredClient> client) {}
}
