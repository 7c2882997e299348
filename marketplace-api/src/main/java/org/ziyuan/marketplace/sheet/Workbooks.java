package org.ziyuan.marketplace.sheet;

import org.springframework.core.io.buffer.DataBuffer;
import org.ziyuan.marketplace.sheet.incoming.SheetFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A table as an XLSX workbook of one sheet. Words are written as words, never as formulas; rows leave for the browser as
 * they come, so that a province takes no more memory than a village.
 */
final class Workbooks {

    private static final int ROWS_AT_ONCE = 200;

    private Workbooks() {}

    static Flux<DataBuffer> of(Sheet sheet) {
        return of(sheet, SheetFile.MOST_ROWS);
    }

    /** @param mostRows rows of one sheet, its headings among them */
    static Flux<DataBuffer> of(Sheet sheet, int mostRows) {
        return Flux.defer(() -> {
            OpenWorkbook open = new OpenWorkbook(sheet, mostRows);
            // With empty parts among them the server stopped asking for more after a mebibyte, and the file never
            // ended.
            return Flux.concat(sheet.rows().buffer(ROWS_AT_ONCE).map(open::write), Mono.fromSupplier(open::end))
                    .filter(part -> part.readableByteCount() > 0);
        });
    }
}
