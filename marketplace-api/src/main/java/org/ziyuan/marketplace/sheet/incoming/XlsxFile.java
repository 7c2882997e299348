package org.ziyuan.marketplace.sheet.incoming;

import java.io.IOException;
import java.util.Enumeration;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/**
 * An XLSX workbook. It is read here and not by a library because a library takes the places, counts and sizes of a file at
 * their word, and 1.4 kB with a cell {@code HZZZZZ1} ended the process.
 */
final class XlsxFile implements SheetFile {

    static final int MOST_PARTS = 1_000;
    /** The best that is honestly reached is about a hundred to one; what is small may do as it likes. */
    private static final int MOST_TO_ONE = 250;

    private static final long SMALL = 1 << 20;

    private final byte[] file;
    private final long largestContent;

    XlsxFile(byte[] file, long largestContent) {
        this.file = file;
        this.largestContent = largestContent;
    }

    @Override
    public void read(Takers takers) {
        try (ZipFile parts = InMemoryZip.open(file, MOST_PARTS)) {
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
        } catch (XMLStreamException | IOException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
    }

    /** What the file itself says is enough to refuse most of them; who lies about it is stopped while it is unpacked. */
    private void refuseBombs(ZipFile parts) {
        long size = 0;
        Enumeration<ZipArchiveEntry> entries = parts.getEntries();
        while (entries.hasMoreElements()) {
            ZipArchiveEntry part = entries.nextElement();
            size += part.getSize();
            boolean bomb = part.getSize() > SMALL && part.getSize() / MOST_TO_ONE > part.getCompressedSize();
            if (bomb || part.getSize() < 0 || size > largestContent) {
                throw new UnreadableSheet(Reason.INFLATES);
            }
        }
    }
}
