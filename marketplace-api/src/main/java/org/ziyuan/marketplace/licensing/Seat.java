package org.ziyuan.marketplace.licensing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The seat a person has on a licence.
 *
 * @param seatId null when the licence is for everybody and counts no seats
 * @param fresh whether it was taken just now rather than held before
 */
record Seat(UUID licenceId, @Nullable UUID seatId, boolean fresh) {}
