package org.ziyuan.storefront.signon;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.signon.provider.ClaimMapping;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.Protocol;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.storefront.layout.Option;

/** A provider as it is typed; version 0 is one that is to be added. The secret is never shown again. */
record ProviderForm(
        @Nullable UUID id,
        @Nullable Integer version,
        @Nullable String providerCode,
        @Nullable String name,
        @Nullable String protocol,
        @Nullable String issuer,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable Boolean enabled,
        @Nullable Boolean makesPeople,
        @Nullable String nameClaim,
        @Nullable String organizationClaim,
        @Nullable String roleClaim,
        @Nullable String roles) {

    static final List<String> MAPPED = List.of("TEACHER", "PUPIL", "PARENT", "PURCHASER");

    /** Their own names, the same in every language. */
    static final List<Option> PROTOCOLS = List.of(new Option("OIDC", "OpenID Connect"), new Option("CAS", "CAS 3.0"));

    static ProviderForm empty() {
        return new ProviderForm(
                Ids.next(), 0, "", "", "OIDC", "", "", "", false, false, "name", "org_code", "role", "teacher=TEACHER");
    }

    static ProviderForm of(IdentityProvider provider) {
        ClaimMapping mapping = provider.mapping();
        return new ProviderForm(
                provider.id(),
                provider.version(),
                provider.code(),
                provider.name(),
                provider.protocol().name(),
                provider.issuer(),
                provider.clientId(),
                "",
                provider.enabled(),
                provider.makesPeople(),
                mapping.nameClaim(),
                mapping.organizationClaim(),
                mapping.roleClaim(),
                mapping.roles());
    }

    /** Whether it is to be added. */
    public boolean isNew() {
        return version == null || version == 0;
    }

    String secretTyped() {
        return text(clientSecret).strip();
    }

    /** @throws Refusal when a mapping is malformed, or a protocol there is not */
    IdentityProvider provider() {
        return new IdentityProvider(
                id == null ? Ids.next() : id,
                version == null ? 0 : version,
                text(providerCode).strip(),
                text(name),
                read(text(protocol)),
                text(issuer).strip(),
                text(clientId).strip(),
                Boolean.TRUE.equals(enabled),
                Boolean.TRUE.equals(makesPeople),
                new ClaimMapping(text(nameClaim), text(organizationClaim), text(roleClaim), text(roles)),
                null);
    }

    private static Protocol read(String word) {
        for (Protocol protocol : Protocol.values()) {
            if (protocol.name().equals(word)) {
                return protocol;
            }
        }
        throw Refusal.invalid("issuer-malformed").with("field", "protocol");
    }

    private static String text(@Nullable String field) {
        return Objects.requireNonNullElse(field, "");
    }
}
