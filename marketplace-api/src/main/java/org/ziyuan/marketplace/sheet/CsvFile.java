package org.ziyuan.marketplace.sheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;

/** A table as CSV: amounts in yuan without separators, and a byte order mark, without which Chinese is read as noise. */
final class CsvFile {

    private static final int ROWS_AT_ONCE = 200;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private CsvFile() {}

    /** Nothing is written before the first rows are there: what is refused while they are read is answered as a refusal. */
    static Flux<DataBuffer> of(Sheet sheet) {
        String head = BYTE_ORDER_MARK + text(List.of(List.copyOf(sheet.headings())));
        return sheet.rows()
                .buffer(ROWS_AT_ONCE)
                .map(CsvFile::text)
                .defaultIfEmpty("")
                .index((place, text) -> place == 0 ? head + text : text)
                .map(text -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String plain(@Nullable Object cell) {
        return Cells.plain(cell instanceof Sheet.Marked marked ? marked.cell() : cell);
    }

    private static String text(List<? extends List<? extends @Nullable Object>> rows) {
        StringBuilder text = new StringBuilder();
        try {
            for (List<? extends @Nullable Object> row : rows) {
                CSVFormat.RFC4180.printRecord(
                        text, row.stream().map(CsvFile::plain).toArray());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string builder refused a row", impossible);
        }
        return text.toString();
    }
}
