package org.ziyuan.marketplace.intake;

import java.util.List;
import java.util.Locale;

/** A column of a file that comes in, in any place, headed in Chinese or in English; the constants of an enum. */
public interface Heading {

    /** The name of the constant. */
    String name();

    /** The heading in a Chinese file. */
    String chinese();

    /** The heading in an English file; also its name in answers to programs. */
    default String english() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What else it is called in files that other systems write. */
    default List<String> alsoCalled() {
        return List.of();
    }

    /** How many characters a cell may have at least, where that is more than in other columns. */
    default int longest() {
        return 0;
    }

    /** Whether its cells are numbers to calculate with, which codes and years are not. */
    default boolean isCount() {
        return false;
    }

    /** Whether its cells are days, which elsewhere are what a spreadsheet made of a code. */
    default boolean isDay() {
        return false;
    }
}
