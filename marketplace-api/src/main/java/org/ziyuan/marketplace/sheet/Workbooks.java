package org.ziyuan.marketplace.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.ziyuan.marketplace.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A table as an XLSX workbook of one sheet. Words are written as words, never as formulas; rows leave for the browser as
 * they come, so that a province takes no more memory than a village.
 */
final class Workbooks {

    private static final int ROWS_AT_ONCE = 200;
    private static final int COLUMN_WIDTH = 18;
    /** The format of a cell in which a spreadsheet leaves what is typed or changed as it is. */
    private static final String AS_IT_IS = "@";

    private static final String MARKED = "FFC7CE";

    private Workbooks() {}

    static Flux<DataBuffer> of(Sheet sheet) {
        return of(sheet, SheetFile.MOST_ROWS);
    }

    /** @param mostRows rows of one sheet, its headings among them */
    static Flux<DataBuffer> of(Sheet sheet, int mostRows) {
        return Flux.defer(() -> {
            Open open = new Open(sheet, mostRows);
            // With empty parts among them the server stopped asking for more after a mebibyte, and the file never
            // ended.
            return Flux.concat(sheet.rows().buffer(ROWS_AT_ONCE).map(open::write), Mono.fromSupplier(open::end))
                    .filter(part -> part.readableByteCount() > 0);
        });
    }

    /** A workbook that is being written; what is ready is taken out after every portion. */
    private static final class Open {

        private final ByteArrayOutputStream ready = new ByteArrayOutputStream();
        private final Workbook book = new Workbook(ready, "Ziyuan", "1.0");
        private final Sheet sheet;
        private final int mostRows;
        private Worksheet page;
        private int pages = 1;
        private int row = 1;

        Open(Sheet sheet, int mostRows) {
            this.sheet = sheet;
            this.mostRows = mostRows;
            this.page = begun();
        }

        private Worksheet begun() {
            Worksheet page = book.newWorksheet("Sheet" + pages);
            for (int column = 0; column < sheet.headings().size(); column++) {
                page.width(column, COLUMN_WIDTH);
                page.inlineString(0, column, Cells.words(sheet.headings().get(column)));
            }
            page.range(0, 0, 0, Math.max(0, sheet.headings().size() - 1))
                    .style()
                    .bold()
                    .set();
            page.freezePane(0, 1);
            return page;
        }

        DataBuffer write(List<List<@Nullable Object>> rows) {
            try {
                for (List<@Nullable Object> cells : rows) {
                    if (row == mostRows) {
                        turn();
                    }
                    for (int column = 0; column < cells.size(); column++) {
                        put(column, cells.get(column));
                    }
                    row++;
                }
                page.flush();
            } catch (IOException impossible) {
                throw new UncheckedIOException("memory refused a row", impossible);
            }
            return taken();
        }

        /** No sheet has more rows; the table goes on in another, under the same headings. */
        private void turn() throws IOException {
            page.finish();
            pages++;
            row = 1;
            page = begun();
        }

        DataBuffer end() {
            try {
                book.finish();
            } catch (IOException impossible) {
                throw new UncheckedIOException("memory refused the end of a workbook", impossible);
            }
            return taken();
        }

        private void put(int column, @Nullable Object cell) {
            if (cell instanceof Sheet.Marked marked) {
                put(column, marked.cell());
                page.style(row, column).fillColor(MARKED).set();
                page.comment(row, column, Cells.words(marked.why()));
            } else if (!Cells.isNumber(cell)) {
                putWords(column, cell);
            } else if (cell instanceof Money amount) {
                page.value(row, column, BigDecimal.valueOf(amount.fen(), 2));
                page.style(row, column).format("#,##0.00").set();
            } else {
                page.value(row, column, (Number) cell);
            }
        }

        private void putWords(int column, @Nullable Object cell) {
            page.inlineString(row, column, Cells.words(cell));
            if (Cells.isChanged(cell)) {
                page.style(row, column).format(AS_IT_IS).set();
            }
        }

        private DataBuffer taken() {
            DataBuffer part = DefaultDataBufferFactory.sharedInstance.wrap(ready.toByteArray());
            ready.reset();
            return part;
        }
    }
}
