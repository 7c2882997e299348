package org.ziyuan.marketplace.transaction;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Identifiers: a new thing gets one that sorts by time, an effect gets one that follows from its cause. */
public final class Ids {

    private static final UUID EFFECTS = UUID.fromString("6f1b8a52-5a0e-5c1e-9d55-7a1c2b3d4e5f");

    private Ids() {}

    /** A new UUIDv7. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** The UUIDv5 of these words: the same cause always names the same effect, so doing it twice is doing it once. */
    public static UUID derived(Object... cause) {
        StringBuilder name = new StringBuilder();
        for (Object part : cause) {
            name.append(part).append('\u001f');
        }
        return UuidCreator.getNameBasedSha1(EFFECTS, name.toString());
    }
}
