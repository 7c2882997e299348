package org.ziyuan.marketplace.licensing.lti.tool;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The latest try of a tool in one role.
 *
 * @param failure what was wrong with what the tool asked, for its programmer; empty where nothing was
 * @param seenAt when its vendor said that the right page had opened
 */
public record Trial(
        TrialRole role,
        @Nullable OffsetDateTime startedAt,
        @Nullable OffsetDateTime askedAt,
        @Nullable OffsetDateTime answeredAt,
        @Nullable OffsetDateTime seenAt,
        String failure) {

    static Trial none(TrialRole role) {
        return new Trial(role, null, null, null, null, "");
    }

    public boolean isPassed() {
        return seenAt != null;
    }

    public boolean isFailed() {
        return !failure.isEmpty();
    }

    /** Whether it is for its vendor to say what opened. */
    public boolean waitsForEyes() {
        return answeredAt != null && seenAt == null;
    }
}
