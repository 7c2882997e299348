package org.ziyuan.marketplace.signon;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.IdentityProviders;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Shows what a provider's mapping would make of somebody, before it is trusted; writes nothing. */
@Component
public class PreviewMapping {

    private static final int LONGEST = 16_000;
    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    private final IdentityProviders providers;
    private final Newcomers newcomers;
    private final JsonMapper json;

    PreviewMapping(IdentityProviders providers, Newcomers newcomers, JsonMapper json) {
        this.providers = providers;
        this.newcomers = newcomers;
        this.json = json;
    }

    /** Who would be taken in. */
    public record Preview(String name, String organization, Role role) {}

    /**
     * What these claims would come to. Refuses with {@code claims-malformed}, and as a first sign-in would.
     *
     * @param claims an object in JSON, as the provider says it of somebody
     */
    public Mono<Preview> of(UUID provider, String claims) {
        return providers.find(provider).flatMap(known -> preview(known, claims));
    }

    private Mono<Preview> preview(IdentityProvider provider, String claims) {
        return Mono.fromCallable(() -> provider.mapping().apply(read(claims)))
                .flatMap(newcomer -> newcomers
                        .organization(newcomer)
                        .map(place -> new Preview(newcomer.name(), place.name(), newcomer.role())));
    }

    private Map<String, Object> read(String claims) {
        try {
            Map<String, Object> read = claims.length() > LONGEST ? null : json.readValue(claims, CLAIMS);
            if (read != null) {
                return read;
            }
        } catch (JacksonException unreadable) {
            // Said below, like what is too long.
        }
        throw Refusal.invalid("claims-malformed").with("field", "claims");
    }
}
