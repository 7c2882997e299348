package org.ziyuan.marketplace.access.token;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A token as its organization sees it; what it says itself is kept nowhere.
 *
 * @param scopes what it is good for, as {@link TokenScope#word} writes it, divided by spaces
 * @param madeByName in whose name it acts; it ends when that person may no longer act for the organization
 * @param drawn whether anybody has read it yet
 */
public record ApiToken(
        UUID id,
        String name,
        String scopes,
        String madeByName,
        OffsetDateTime madeAt,
        OffsetDateTime expiresAt,
        @Nullable OffsetDateTime lastUsedAt,
        boolean drawn,
        Standing standing) {

    /** Whether it opens anything, or why it does not. */
    public enum Standing {
        GOOD,
        REVOKED,
        EXPIRED,
        /** Whoever made it has left, or is suspended. */
        FORMER
    }

    /** Whether it may be drawn and taken back. */
    public boolean isOpen() {
        return standing == Standing.GOOD;
    }

    /** In its last day: it ends with the night after. */
    public Instant lastMoment() {
        return expiresAt.toInstant().minusSeconds(1);
    }

    /** Its scopes one by one. */
    public List<String> scopeList() {
        return List.of(scopes.split(" "));
    }
}
