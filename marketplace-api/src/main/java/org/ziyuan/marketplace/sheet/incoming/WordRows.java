package org.ziyuan.marketplace.sheet.incoming;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/** The rows of such a text. What stands in quotes may hold partings, ends of lines and, doubled, quotes. */
final class WordRows {

    private final Reader text;
    private final char parting;
    private final StringBuilder word = new StringBuilder();
    private @Nullable List<Cell> cells;
    private int columns;
    private int number;

    WordRows(Reader text, char parting, int linesBefore) {
        this.text = text;
        this.parting = parting;
        this.number = linesBefore;
    }

    void read(Rows rows) throws IOException {
        boolean quoted = false;
        boolean begun = false;
        int next = text.read();
        while (next >= 0) {
            char sign = (char) next;
            next = text.read();
            if (quoted && sign == '"' && next == '"') {
                put(sign);
                next = text.read();
            } else if (sign == '"' && (quoted || !begun)) {
                quoted = !quoted;
                begun = true;
            } else if (quoted) {
                put(sign);
            } else if (sign == parting) {
                end();
                begun = false;
            } else if (sign == '\n' || sign == '\r') {
                if (sign == '\r' && next == '\n') {
                    next = text.read();
                }
                end(rows);
                begun = false;
            } else {
                put(sign);
                begun = true;
            }
        }
        if (quoted) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
        if (begun || columns > 0) {
            end(rows);
        }
    }

    private void put(char sign) {
        if (sign == 0 || word.length() >= SheetFile.LONGEST_CELL) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
        word.append(sign);
    }

    private void end() {
        columns++;
        if (columns > SheetFile.MOST_COLUMNS) {
            throw new UnreadableSheet(Reason.BEYOND, "row " + (number + 1));
        }
        if (columns <= SheetFile.COLUMNS_READ) {
            row().add(Cell.word(word.toString()));
        }
        word.setLength(0);
    }

    private void end(Rows rows) {
        end();
        number++;
        rows.row(number, row());
        cells = null;
        columns = 0;
    }

    private List<Cell> row() {
        List<Cell> row = cells == null ? new ArrayList<>() : cells;
        cells = row;
        return row;
    }
}
