package org.ziyuan.marketplace.enrolment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.ziyuan.marketplace.refusal.Refusal;

/** The first sheet of an XLSX workbook. It is unpacked once for measuring, so that a bomb goes off where it is small. */
final class XlsxSheet implements Sheet {

    private static final int MOST_PARTS = 1_000;
    private static final int MOST_COLUMNS = 64;
    /** Every text of a workbook is held while it is read, so the texts get less room than the sheet. */
    private static final int TEXTS_SHARE = 8;

    private final long largestContent;

    XlsxSheet(long largestContent) {
        this.largestContent = largestContent;
    }

    @Override
    public void read(Path file, Rows rows) throws IOException {
        measure(file);
        try (ReadableWorkbook workbook = new ReadableWorkbook(file.toFile());
                Stream<Row> sheet = workbook.getFirstSheet().openStream()) {
            sheet.forEachOrdered(row -> rows.row(row.getRowNum(), texts(row)));
        } catch (ExcelReaderException | IndexOutOfBoundsException | IllegalArgumentException malformed) {
            throw Refusal.invalid("enrolment-file-unreadable");
        }
    }

    private void measure(Path file) throws IOException {
        try (ZipFile parts = new ZipFile(file.toFile())) {
            if (parts.size() > MOST_PARTS) {
                throw Refusal.invalid("enrolment-file-inflates").with("most", largestContent);
            }
            long left = largestContent;
            Enumeration<? extends ZipEntry> entries = parts.entries();
            while (entries.hasMoreElements()) {
                ZipEntry part = entries.nextElement();
                long room = part.getName().endsWith("sharedStrings.xml")
                        ? Math.min(left, largestContent / TEXTS_SHARE)
                        : left;
                left -= size(parts, part, room);
            }
        }
    }

    private long size(ZipFile parts, ZipEntry part, long room) throws IOException {
        byte[] unread = new byte[64 * 1024];
        long size = 0;
        try (InputStream content = parts.getInputStream(part)) {
            for (int read = content.read(unread); read >= 0; read = content.read(unread)) {
                size += read;
                if (size > room) {
                    throw Refusal.invalid("enrolment-file-inflates").with("most", largestContent);
                }
            }
        }
        return size;
    }

    private static List<String> texts(Row row) {
        int columns = Math.min(row.getCellCount(), MOST_COLUMNS);
        List<String> texts = new ArrayList<>(columns);
        for (int column = 0; column < columns; column++) {
            texts.add(row.getOptionalCell(column).map(XlsxSheet::text).orElse(""));
        }
        return texts;
    }

    /** A number as it was typed, not as it is shown; of a formula the value that was last computed. */
    private static String text(Cell cell) {
        String text = cell.getType() == CellType.STRING ? cell.asString() : cell.getRawValue();
        return text == null ? "" : text;
    }
}
