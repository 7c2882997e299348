package org.ziyuan.marketplace.sheet.incoming;

/** The file cannot be read: it is none, it is damaged, or it takes more room than it may. */
public final class UnreadableSheet extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public enum Reason {
        UNREADABLE,
        /** It unpacks to more than is read. */
        INFLATES,
        /** It names a place that no spreadsheet has. */
        BEYOND
    }

    private final Reason reason;
    private final String place;

    UnreadableSheet(Reason reason, String place) {
        super(reason + " " + place, null, false, false);
        this.reason = reason;
        this.place = place;
    }

    UnreadableSheet(Reason reason) {
        this(reason, "");
    }

    public Reason reason() {
        return reason;
    }

    /** The place, such as {@code HZZZZZ1}; empty when it is the whole file. */
    public String place() {
        return place;
    }
}
