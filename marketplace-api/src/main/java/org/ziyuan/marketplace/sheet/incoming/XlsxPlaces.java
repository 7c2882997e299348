package org.ziyuan.marketplace.sheet.incoming;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/** Reads places such as {@code B7}; one that no sheet has is refused. */
final class XlsxPlaces {

    private static final Pattern PLACE = Pattern.compile("([A-Za-z]{1,3})([0-9]{1,7})");

    private static final Pattern ROW = Pattern.compile("[0-9]{1,9}");

    private static final int PLACE_SHOWN = 40;

    private XlsxPlaces() {}

    /** The column, from 1. */
    static int column(String place, int row) {
        Matcher parts = PLACE.matcher(place);
        if (!parts.matches()) {
            throw new UnreadableSheet(Reason.BEYOND, shortened(place));
        }
        if (within(parts.group(2), place, SheetFile.MOST_ROWS) != row) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
        int column = 0;
        for (char letter : parts.group(1).toCharArray()) {
            column = column * 26 + Character.toUpperCase(letter) - 'A' + 1;
        }
        return column;
    }

    static int within(String number, String place, int most) {
        if (!ROW.matcher(number).matches() || Integer.parseInt(number) < 1 || Integer.parseInt(number) > most) {
            throw new UnreadableSheet(Reason.BEYOND, shortened(place));
        }
        return Integer.parseInt(number);
    }

    private static String shortened(String place) {
        return place.substring(0, Math.min(place.length(), PLACE_SHOWN)).replaceAll("[^A-Za-z0-9 .-]", "?");
    }
}
