package org.ziyuan.marketplace.roster.service;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the rosters of an organization, and of what lies below it, are read from. Its secret is never shown.
 *
 * @param version counts its changes; 0 where nothing is kept yet
 * @param baseUrl what the addresses of the collections begin with
 * @param tokenUrl where tokens are given for the client's identifier and secret
 * @param writtenAt null where nothing is kept yet
 */
public record RosterService(
        UUID organizationId,
        String organizationName,
        int version,
        String baseUrl,
        String tokenUrl,
        String clientId,
        String writtenByName,
        @Nullable OffsetDateTime writtenAt) {

    static RosterService none(UUID organization) {
        return new RosterService(organization, "", 0, "", "", "", "", null);
    }

    /** Whether there is one. */
    public boolean isThere() {
        return version > 0;
    }
}
