package org.ziyuan.marketplace.people;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Role;

/**
 * A role that somebody has or had, with who gave it and who ended it.
 *
 * @param validUntil when it ends or ended; null when it just goes on
 * @param over it is over by now
 * @param grantedByName who gave it; null for the first operator, whom the set-up token made
 * @param lentBecause why it is lent for a time; null for a role of his own
 * @param grantedForName for which organization that person acted
 */
record RoleHeld(
        UUID id,
        Role role,
        UUID organizationId,
        String organizationName,
        OffsetDateTime validFrom,
        @Nullable OffsetDateTime validUntil,
        boolean over,
        @Nullable String grantedByName,
        @Nullable String grantedForName,
        @Nullable Role grantedAs,
        OffsetDateTime grantedAt,
        @Nullable String lentBecause,
        @Nullable String endedByName,
        @Nullable String endedForName,
        @Nullable OffsetDateTime endedAt,
        @Nullable String endReason) {}
