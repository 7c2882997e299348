package org.ziyuan.marketplace.access.history;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.access.history.SignedIn.Means;

/**
 * A session as its person sees it.
 *
 * @param id the name of the sign-in that opened it; null for one without
 * @param means how its person signed in; null where that is not known
 * @param device the browser and the system; empty for what names neither
 * @param network the network it was opened from, without the address
 * @param current true for the session of this very request
 */
public record OpenSession(
        @Nullable UUID id,
        Instant since,
        Instant lastSeen,
        boolean current,
        @Nullable Means means,
        String device,
        String network) {

    /** Where it was opened, in words. */
    public String place() {
        return Where.inWords(device, network);
    }
}
