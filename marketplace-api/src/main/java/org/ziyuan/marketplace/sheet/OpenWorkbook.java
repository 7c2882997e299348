package org.ziyuan.marketplace.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

/** A workbook that is being written; what is ready is taken out after every portion. */
final class OpenWorkbook {

    private static final int COLUMN_WIDTH = 18;

    private final ByteArrayOutputStream ready = new ByteArrayOutputStream();
    private final Workbook book = new Workbook(ready, "Ziyuan", "1.0");
    private final Sheet sheet;
    private final int mostRows;
    private Worksheet page;
    private int pages = 1;
    private int row = 1;

    OpenWorkbook(Sheet sheet, int mostRows) {
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
                    WorkbookCells.put(page, row, column, cells.get(column));
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

    private DataBuffer taken() {
        DataBuffer part = DefaultDataBufferFactory.sharedInstance.wrap(ready.toByteArray());
        ready.reset();
        return part;
    }
}
