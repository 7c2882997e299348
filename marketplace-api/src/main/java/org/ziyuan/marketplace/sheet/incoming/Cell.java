package org.ziyuan.marketplace.sheet.incoming;

/**
 * One cell as it stands in a file.
 *
 * @param text what is written there; of a number its digits without exponent, of a formula the value last computed
 */
public record Cell(Kind kind, String text) {

    public static final Cell NOTHING = new Cell(Kind.NOTHING, "");

    /** What kind of thing it holds; a file of words holds only words. */
    public enum Kind {
        NOTHING,
        WORD,
        NUMBER,
        /** A number of more than 15 digits: a spreadsheet has lost those that follow. */
        ROUNDED,
        DAY,
        TRUTH,
        ERROR,
        /** A formula that nothing has computed yet. */
        UNCALCULATED
    }

    static Cell word(String text) {
        return text.isEmpty() ? NOTHING : new Cell(Kind.WORD, text);
    }
}
