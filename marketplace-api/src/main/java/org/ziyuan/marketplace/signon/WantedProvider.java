package org.ziyuan.marketplace.signon;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.signon.provider.ClaimMapping;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.Protocol;

/** A provider as it shall be; without a secret the one there is stays. */
record WantedProvider(
        @NotNull @Schema(maxLength = 32) String providerCode,
        @NotNull @Schema(maxLength = 64) String name,
        @NotNull Protocol protocol,
        @NotNull @Schema(maxLength = 300) String issuer,
        @Nullable @Schema(maxLength = 200) String clientId,
        @Nullable @Schema(maxLength = 1000) String clientSecret,
        boolean enabled,
        boolean makesPeople,
        @NotNull @Schema(maxLength = 100) String nameClaim,
        @NotNull @Schema(maxLength = 100) String organizationClaim,
        @NotNull @Schema(maxLength = 100) String roleClaim,
        @NotNull @Schema(maxLength = 4000) String roles) {

    IdentityProvider provider(UUID id, int version) {
        return new IdentityProvider(
                id,
                version,
                providerCode,
                name,
                protocol,
                issuer,
                Objects.requireNonNullElse(clientId, ""),
                enabled,
                makesPeople,
                new ClaimMapping(nameClaim, organizationClaim, roleClaim, roles),
                null);
    }

    String secret() {
        return Objects.requireNonNullElse(clientSecret, "");
    }
}
