package org.ziyuan.marketplace.sheet;

import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;

/** The kinds of file a table can be saved as. */
public enum SheetFormat {
    CSV("csv", new MediaType("text", "csv", StandardCharsets.UTF_8)) {
        @Override
        public Flux<DataBuffer> write(Sheet sheet) {
            return CsvFile.of(sheet);
        }
    },
    XLSX("xlsx", MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")) {
        @Override
        public Flux<DataBuffer> write(Sheet sheet) {
            return Workbooks.of(sheet);
        }
    };

    private static final int LONGEST_NAME = 80;

    private final String ending;
    private final MediaType type;

    SheetFormat(String ending, MediaType type) {
        this.ending = ending;
        this.type = type;
    }

    /** The bytes of the file, written while its rows are read. */
    public abstract Flux<DataBuffer> write(Sheet sheet);

    /** @throws Refusal {@code format-unknown} for anything but csv and xlsx */
    public static SheetFormat of(String word) {
        for (SheetFormat format : values()) {
            if (format.ending.equals(word)) {
                return format;
            }
        }
        throw Refusal.malformed("format-unknown");
    }

    /** The answer that a browser saves as a file; it is written while the rows are read. */
    public ResponseEntity<Flux<DataBuffer>> answer(Sheet sheet) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(fileName(sheet.name()) + "." + ending, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(write(sheet));
    }

    /** No system of files takes these characters, and a name must not lead into another folder. */
    static String fileName(String name) {
        String safe = name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]+", "-")
                .replaceAll("^[.\\s-]+|[.\\s]+$", "");
        String shortened = safe.codePointCount(0, safe.length()) > LONGEST_NAME
                ? safe.substring(0, safe.offsetByCodePoints(0, LONGEST_NAME))
                : safe;
        return shortened.isEmpty() ? "export" : shortened;
    }
}
