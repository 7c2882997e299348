package org.ziyuan.marketplace.intake;

import java.util.Locale;

/** Names what can be wrong with any file, whatever it is about; each is a refusal of every family of columns. */
enum Misfit {
    CELL_BEYOND,
    CELL_DAY,
    CELL_ERROR,
    CELL_MISSING,
    CELL_ROUNDED,
    CELL_TOO_LONG,
    CELL_TRUTH,
    CELL_UNCALCULATED,
    DAY_MALFORMED,
    FAULTS_CUT,
    FILE_EMPTY,
    FILE_INFLATES,
    FILE_TOO_LARGE,
    FILE_UNREADABLE,
    HEADING_MISSING,
    HEADING_REPEATED,
    NUMBER_MALFORMED,
    ROWS_REFUSED,
    TOO_MANY_ROWS,
    WORD_UNKNOWN;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
