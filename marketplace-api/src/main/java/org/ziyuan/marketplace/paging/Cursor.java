package org.ziyuan.marketplace.paging;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * A place in a list that runs from the newest to the oldest: after this instant and, within it, after this id.
 *
 * <p>On the wire it is one opaque word. A list continues from the last thing seen, so what is added meanwhile neither
 * repeats nor hides anything.
 */
public record Cursor(OffsetDateTime at, UUID id) {

    /** Before the newest. */
    public static final Cursor START = new Cursor(OffsetDateTime.parse("9999-12-31T23:59:59Z"), new UUID(-1L, -1L));

    private static final int LONGEST = 160;
    private static final int LAST_YEAR = 9999;

    /** @throws Refusal {@code cursor-malformed} for anything we did not write ourselves */
    public static Cursor parse(@Nullable String word) {
        if (word == null || word.isEmpty()) {
            return START;
        }
        try {
            String[] parts = decode(word).split(" ", -1);
            if (parts.length == 2) {
                return new Cursor(instant(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException notOurs) {
            throw Refusal.malformed("cursor-malformed");
        }
        throw Refusal.malformed("cursor-malformed");
    }

    /** Java knows years that no database does. */
    private static OffsetDateTime instant(String text) {
        OffsetDateTime at = OffsetDateTime.parse(text);
        if (at.getYear() < 1 || at.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException("no year of ours");
        }
        return at;
    }

    private static String decode(String word) {
        if (word.length() > LONGEST) {
            throw new IllegalArgumentException("too long");
        }
        return new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        byte[] plain = (at + " " + id).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }
}
