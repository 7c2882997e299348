package org.ziyuan.marketplace.sheet;

import java.math.BigDecimal;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/** Writes a value into one cell of a workbook: words as words, money and numbers to calculate with. */
final class WorkbookCells {

    /** The format of a cell in which a spreadsheet leaves what is typed or changed as it is. */
    private static final String AS_IT_IS = "@";

    private static final String MARKED = "FFC7CE";

    private WorkbookCells() {}

    static void put(Worksheet page, int row, int column, @Nullable Object cell) {
        if (cell instanceof Sheet.Marked marked) {
            put(page, row, column, marked.cell());
            page.style(row, column).fillColor(MARKED).set();
            page.comment(row, column, Cells.words(marked.why()));
        } else if (!Cells.isNumber(cell)) {
            putWords(page, row, column, cell);
        } else if (cell instanceof Money amount) {
            page.value(row, column, BigDecimal.valueOf(amount.fen(), 2));
            page.style(row, column).format("#,##0.00").set();
        } else {
            page.value(row, column, (Number) cell);
        }
    }

    private static void putWords(Worksheet page, int row, int column, @Nullable Object cell) {
        page.inlineString(row, column, Cells.words(cell));
        if (Cells.isChanged(cell)) {
            page.style(row, column).format(AS_IT_IS).set();
        }
    }
}
