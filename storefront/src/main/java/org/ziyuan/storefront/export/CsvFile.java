package org.ziyuan.storefront.export;

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

    static Flux<DataBuffer> of(Sheet sheet) {
        String head = BYTE_ORDER_MARK + text(List.of(List.copyOf(sheet.headings())));
        return Flux.concat(Flux.just(head), sheet.rows().buffer(ROWS_AT_ONCE).map(CsvFile::text))
                .map(text -> DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(List<? extends List<? extends @Nullable Object>> rows) {
        StringBuilder text = new StringBuilder();
        try {
            for (List<? extends @Nullable Object> row : rows) {
                CSVFormat.RFC4180.printRecord(
                        text, row.stream().map(Cells::plain).toArray());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string builder refused a row", impossible);
        }
        return text.toString();
    }
}
