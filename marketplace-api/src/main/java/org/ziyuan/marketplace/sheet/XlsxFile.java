package org.ziyuan.marketplace.sheet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import org.ziyuan.marketplace.sheet.UnreadableSheet.Reason;

/**
 * An XLSX workbook. It is read here and not by a library because a library takes the places, counts and sizes of a file at
 * their word, and 1.4 kB with a cell {@code HZZZZZ1} ended the process.
 */
final class XlsxFile implements SheetFile {

    static final int MOST_PARTS = 1_000;
    /** The best that is honestly reached is about a hundred to one; what is small may do as it likes. */
    private static final int MOST_TO_ONE = 250;

    private static final long SMALL = 1 << 20;

    private final Path file;
    private final long largestContent;

    XlsxFile(Path file, long largestContent) {
        this.file = file;
        this.largestContent = largestContent;
    }

    @Override
    public void read(Takers takers) throws IOException {
        try (ZipFile parts = new ZipFile(file.toFile())) {
            refuseBombs(parts);
            XlsxBook book = new XlsxBook(parts, new UnpackingBudget(largestContent));
            List<String> sheets = book.sheets();
            XlsxTexts texts = book.texts();
            XlsxDays days = book.days();
            for (String sheet : sheets) {
                try (BoundedXml rows = book.open(sheet)) {
                    new XlsxRows(rows, texts, days).read(takers.next());
                }
                if (takers.found()) {
                    return;
                }
            }
        } catch (XMLStreamException | ZipException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
    }

    /** What the file itself says is enough to refuse most of them; who lies about it is stopped while it is unpacked. */
    private void refuseBombs(ZipFile parts) {
        if (parts.size() > MOST_PARTS) {
            throw new UnreadableSheet(Reason.INFLATES);
        }
        long size = 0;
        Enumeration<? extends ZipEntry> entries = parts.entries();
        while (entries.hasMoreElements()) {
            ZipEntry part = entries.nextElement();
            size += part.getSize();
            boolean bomb = part.getSize() > SMALL && part.getSize() / MOST_TO_ONE > part.getCompressedSize();
            if (bomb || part.getSize() < 0 || size > largestContent) {
                throw new UnreadableSheet(Reason.INFLATES);
            }
        }
    }
}
