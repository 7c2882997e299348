package org.ziyuan.marketplace.signon.provider;

import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.row.Columns;

/**
 * Somebody who is believed when he says who a person is.
 *
 * @param code his name in our addresses
 * @param issuer OIDC: the issuer, letter for letter as his tokens say it; CAS: the address that /login is below
 * @param clientId who we are to him; empty for CAS
 * @param enabled whether the page for signing in offers him
 * @param makesPeople whether somebody whom we do not know is taken in on his word
 * @param trustedBy the operator who said so last
 */
public record IdentityProvider(
        UUID id,
        int version,
        String code,
        String name,
        Protocol protocol,
        String issuer,
        String clientId,
        boolean enabled,
        boolean makesPeople,
        ClaimMapping mapping,
        @Nullable UUID trustedBy) {

    static IdentityProvider of(Readable row) {
        return new IdentityProvider(
                Columns.id(row, "id"),
                number(row, "version"),
                text(row, "code"),
                text(row, "name"),
                Protocol.valueOf(text(row, "protocol")),
                text(row, "issuer"),
                Objects.requireNonNullElse(row.get("client_id", String.class), ""),
                flag(row, "enabled"),
                flag(row, "makes_people"),
                new ClaimMapping(
                        text(row, "name_claim"),
                        text(row, "organization_claim"),
                        text(row, "role_claim"),
                        text(row, "roles")),
                row.get("trusted_by", UUID.class));
    }
}
