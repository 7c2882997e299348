package org.ziyuan.marketplace.sheet.incoming;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.sheet.incoming.Cell.Kind;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/** The rows of one sheet of a workbook. A place beyond the largest sheet is refused before anything is made for it. */
final class XlsxRows {

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
                int number = said == null ? last + 1 : XlsxPlaces.within(said, said, SheetFile.MOST_ROWS);
                if (number <= last) {
                    throw new UnreadableSheet(Reason.UNREADABLE);
                }
                last = XlsxPlaces.within(Integer.toString(number), "row " + number, SheetFile.MOST_ROWS);
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
                int here = place == null ? column + 1 : XlsxPlaces.column(place, row);
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
            case "n" -> XlsxNumbers.cell(value.strip(), days.shows(style));
            default -> Cell.word(value);
        };
    }
}
