package org.ziyuan.marketplace.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.ziyuan.marketplace.money.Money;

/**
 * The table of a page as a file to calculate with: amounts in yuan without separators, moments in Beijing time, and a
 * byte order mark, without which a spreadsheet reads Chinese as noise.
 */
public final class CsvSheet {

    /** What a file holds at most; more is a matter for a report of its own. */
    public static final int MOST_ROWS = 5_000;

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final List<List<String>> rows = new ArrayList<>();

    private CsvSheet() {}

    /** A sheet that so far has only its headings. */
    public static CsvSheet headed(String... headings) {
        CsvSheet sheet = new CsvSheet();
        sheet.rows.add(List.of(headings));
        return sheet;
    }

    /** The same with headings that are messages. */
    public static CsvSheet headed(MessageSource words, Locale locale, String... keys) {
        return headed(Arrays.stream(keys)
                .map(key -> words.getMessage(key, null, locale))
                .toArray(String[]::new));
    }

    /** One more row; a cell may be an amount, a moment, a number, a word, or nothing. */
    public CsvSheet row(@Nullable Object... cells) {
        rows.add(Arrays.stream(cells).map(CsvSheet::written).toList());
        return this;
    }

    /** The answer that a browser saves under this name. */
    public ResponseEntity<byte[]> named(String name) {
        return ResponseEntity.ok()
                .contentType(CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".csv", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(text().getBytes(StandardCharsets.UTF_8));
    }

    String text() {
        StringBuilder text = new StringBuilder(BYTE_ORDER_MARK);
        try {
            for (List<String> row : rows) {
                CSVFormat.RFC4180.printRecord(text, row.toArray());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a string builder refused a row", impossible);
        }
        return text.toString();
    }

    private static String written(@Nullable Object cell) {
        if (cell instanceof Money amount) {
            return amount.inYuan();
        }
        if (cell instanceof OffsetDateTime moment) {
            return MOMENT.format(moment);
        }
        return cell instanceof Number number ? number.toString() : harmless(cell == null ? "" : cell.toString());
    }

    /** Words that a spreadsheet would take for a formula are marked as words: what a vendor typed must not calculate. */
    private static String harmless(String words) {
        return !words.isEmpty() && "=+-@\t\r".indexOf(words.charAt(0)) >= 0 ? "'" + words : words;
    }
}
