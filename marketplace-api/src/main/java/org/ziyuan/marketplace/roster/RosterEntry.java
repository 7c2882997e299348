package org.ziyuan.marketplace.roster;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody in the roster as his school sees him.
 *
 * @param number of a pupil the 学籍号, of a teacher the 工号, of a parent ""
 * @param className where he learns or teaches, null for none
 * @param subject what a teacher teaches there, else ""
 * @param childNumber of a parent the number of the pupil, else ""
 * @param fileId what wrote the row last
 */
public record RosterEntry(
        UUID id,
        RosterKind kind,
        String name,
        String number,
        @Nullable UUID classId,
        @Nullable String className,
        String subject,
        String childNumber,
        UUID fileId) {}
