package org.ziyuan.marketplace.vigilance;

/** Who did what, as notices are counted. */
record Suspect(Vigilance.Kind kind, String source, String who, String what) {

    private static final int LONGEST = 200;

    static Suspect of(Vigilance.Kind kind, String source, String who, String what) {
        return new Suspect(kind, cut(source), cut(who), cut(what));
    }

    /** Short, and without what would break a line of the log. */
    private static String cut(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }
}
