package org.ziyuan.marketplace.licensing.lti;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A resource that was opened: who, under which licence, in which seat, in which tool, when.
 *
 * @param seatId null when the licence is for everybody
 */
record Launch(
        UUID id,
        UUID personId,
        UUID licenceId,
        @Nullable UUID seatId,
        UUID listingId,
        String clientId,
        String toolName,
        OffsetDateTime at) {}
