package org.ziyuan.marketplace.identity;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.People.Credentials;

/**
 * An attempt to sign in, as it was counted.
 *
 * @param full the bucket that was full; null when the attempt may go on
 * @param beside what was asked beside about the person; null when nobody has this login
 */
record Attempted<T>(
        byte @Nullable [] full,
        Credentials credentials,
        @Nullable T beside) {

    static <T> Attempted<T> of(Readable row, Beside<T> beside) {
        boolean nobody = row.get("id", UUID.class) == null;
        return new Attempted<>(
                row.get("full_bucket", byte[].class),
                nobody ? Credentials.NOBODY : Credentials.of(row),
                nobody ? null : beside.of(row));
    }
}
