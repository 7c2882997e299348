package org.ziyuan.marketplace.listing.opening;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a listing is opened and which picture it shows.
 *
 * @param way null where an address opens it or nothing does
 * @param label what people call it: the file's name, the tool's name
 * @param fileSize of the file in bytes
 * @param clientId of the tool
 * @param stepLines the steps of a service, a line each
 * @param cover the picture's file; null where one is drawn
 */
public record Opening(
        UUID listingId,
        @Nullable Way way,
        @Nullable String link,
        @Nullable String label,
        @Nullable UUID fileId,
        @Nullable String fileType,
        @Nullable Integer fileSize,
        @Nullable Boolean scanned,
        @Nullable String clientId,
        @Nullable String stepLines,
        @Nullable UUID cover) {

    private static final int MARK = 8;

    /** What opens a listing where no address does. */
    public enum Way {
        FILE,
        TOOL,
        /** Nothing is opened: people render it step by step. */
        STEPS
    }

    public List<String> steps() {
        return stepLines == null ? List.of() : stepLines.lines().toList();
    }

    /** Whether it says how it is opened. */
    public boolean opens() {
        return !kind().isEmpty();
    }

    /** The way, or {@code LINK} where an address opens it; empty where nothing does. */
    public String kind() {
        return way != null ? way.name() : link == null ? "" : "LINK";
    }

    /** The line with a mark that another file of the same name has not; empty as the line. */
    public String told() {
        Object which = fileId == null ? clientId : fileId;
        return which == null ? line() : line() + "（" + which.toString().substring(0, MARK) + "）";
    }

    /** In one line, as a page says what has changed; empty where an address opens it or nothing does. */
    public String line() {
        return way == Way.STEPS ? String.join("；", steps()) : label == null ? "" : label;
    }
}
