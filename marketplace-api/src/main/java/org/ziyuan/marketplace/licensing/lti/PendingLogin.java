package org.ziyuan.marketplace.licensing.lti;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;

/** A login initiation that the tool has now answered. */
record PendingLogin(
        String issuer, UUID personId, String clientId, String deploymentId, UUID listingId, String targetLinkUri) {

    static PendingLogin of(Readable row) {
        return new PendingLogin(
                Objects.requireNonNull(row.get("issuer", String.class)),
                Objects.requireNonNull(row.get("person_id", UUID.class)),
                Objects.requireNonNull(row.get("client_id", String.class)),
                Objects.requireNonNull(row.get("deployment_id", String.class)),
                Objects.requireNonNull(row.get("listing_id", UUID.class)),
                Objects.requireNonNull(row.get("target_link_uri", String.class)));
    }
}
