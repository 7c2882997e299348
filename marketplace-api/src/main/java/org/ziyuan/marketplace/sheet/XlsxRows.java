package org.ziyuan.marketplace.sheet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.sheet.Cell.Kind;
import org.ziyuan.marketplace.sheet.UnreadableSheet.Reason;

/** The rows of one sheet of a workbook. A place beyond the largest sheet is refused before anything is made for it. */
final class XlsxRows {

    private static final Pattern PLACE = Pattern.compile("([A-Za-z]{1,3})([0-9]{1,7})");
    private static final Pattern ROW = Pattern.compile("[0-9]{1,9}");
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,14}");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]{1,40}(?:\\.[0-9]{0,40})?|\\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?");
    /** What a spreadsheet keeps and shows of a number; the digits beyond are the noise of its arithmetic. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_UP);

    private static final int PLACE_SHOWN = 40;

    private final BoundedXml xml;
    private final XlsxTexts texts;
    private final XlsxDays days;

    XlsxRows(BoundedXml xml, XlsxTexts texts, XlsxDays days) {
        this.xml = xml;
        this.texts = texts;
        this.days = days;
    }

    void read(Rows rows) throws XMLStreamException {
        int last = 0;
        for (String element = xml.next(); element != null; element = xml.next()) {
            if (element.equals("row")) {
                String said = xml.attribute("r");
                int number = said == null ? last + 1 : within(said, said, SheetFile.MOST_ROWS);
                if (number <= last) {
                    throw new UnreadableSheet(Reason.UNREADABLE);
                }
                last = within(Integer.toString(number), "row " + number, SheetFile.MOST_ROWS);
                rows.row(number, cells(number));
            }
        }
    }

    private List<Cell> cells(int row) throws XMLStreamException {
        List<Cell> cells = new ArrayList<>();
        int outer = xml.depth();
        int column = 0;
        for (String element = xml.nextWithin(outer); element != null; element = xml.nextWithin(outer)) {
            if (element.equals("c")) {
                String place = xml.attribute("r");
                int here = place == null ? column + 1 : column(place, row);
                if (here <= column || here > SheetFile.MOST_COLUMNS) {
                    throw new UnreadableSheet(Reason.BEYOND, place == null ? "row " + row : place);
                }
                column = here;
                Cell cell = cell();
                if (column <= SheetFile.COLUMNS_READ && cell.kind() != Kind.NOTHING) {
                    while (cells.size() < column - 1) {
                        cells.add(Cell.NOTHING);
                    }
                    cells.add(cell);
                }
            }
        }
        return cells;
    }

    private Cell cell() throws XMLStreamException {
        String type = Objects.requireNonNullElse(xml.attribute("t"), "n");
        String style = xml.attribute("s");
        boolean computed = false;
        String value = null;
        String words = null;
        int outer = xml.depth();
        for (String element = xml.nextWithin(outer); element != null; element = xml.nextWithin(outer)) {
            switch (element) {
                case "f" -> computed = true;
                case "v" -> {
                    StringBuilder text = new StringBuilder();
                    xml.addText(text);
                    value = text.toString();
                }
                case "is" -> words = XlsxTexts.text(xml);
                default -> {
                    // What is to come, such as extensions, changes nothing about the value.
                }
            }
        }
        if (words != null) {
            return Cell.word(words);
        }
        if (value == null || value.isEmpty() && !type.equals("str")) {
            return computed ? new Cell(Kind.UNCALCULATED, "") : Cell.NOTHING;
        }
        return valued(type, style, value);
    }

    private Cell valued(String type, @Nullable String style, String value) {
        return switch (type) {
            case "s" -> Cell.word(texts.at(value.strip()));
            case "b" -> new Cell(Kind.TRUTH, value.strip().equals("0") ? "FALSE" : "TRUE");
            case "e" -> new Cell(Kind.ERROR, value.strip());
            case "d" -> new Cell(Kind.DAY, value.strip());
            case "n" -> number(style, value.strip());
            default -> Cell.word(value);
        };
    }

    private Cell number(@Nullable String style, String value) {
        if (WHOLE.matcher(value).matches() && !days.shows(style)) {
            return new Cell(Kind.NUMBER, value);
        }
        if (!NUMBER.matcher(value).matches()) {
            return Cell.word(value);
        }
        BigDecimal number = new BigDecimal(value).round(SHOWN);
        String plain = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        if (days.shows(style)) {
            return new Cell(Kind.DAY, plain);
        }
        return new Cell(number.precision() - number.scale() > SHOWN.getPrecision() ? Kind.ROUNDED : Kind.NUMBER, plain);
    }

    /** The column, from 1. */
    private static int column(String place, int row) {
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

    private static int within(String number, String place, int most) {
        if (!ROW.matcher(number).matches() || Integer.parseInt(number) < 1 || Integer.parseInt(number) > most) {
            throw new UnreadableSheet(Reason.BEYOND, shortened(place));
        }
        return Integer.parseInt(number);
    }

    private static String shortened(String place) {
        return place.substring(0, Math.min(place.length(), PLACE_SHOWN)).replaceAll("[^A-Za-z0-9 .-]", "?");
    }
}
