package org.ziyuan.marketplace.roster;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that changed a roster.
 *
 * @param kind FILE, ROLLOVER or UNDO
 * @param fileName null where it was no file
 * @param came how many rows were new, {@code changed} otherwise and {@code went} away
 * @param undone whether it was taken back
 * @param undoable whether it can be: the last one within thirty days
 */
public record RosterChange(
        UUID id,
        String kind,
        @Nullable String fileName,
        int schoolYear,
        int came,
        int changed,
        int went,
        String writtenByName,
        OffsetDateTime writtenAt,
        boolean undone,
        boolean undoable) {}
