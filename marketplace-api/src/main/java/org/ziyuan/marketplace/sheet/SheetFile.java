package org.ziyuan.marketplace.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A table that somebody sends, XLSX or CSV; what it is, its first bytes say, not its name. It is read from its first row to
 * its last and never held as a whole, and every bound is kept before memory is taken.
 */
public interface SheetFile {

    /** Rows and columns of the largest sheet a spreadsheet has. */
    int MOST_ROWS = 1_048_576;

    int MOST_COLUMNS = 16_384;
    /** What stands to the right of these is not read. */
    int COLUMNS_READ = 256;
    /** Characters that a spreadsheet holds in one cell. */
    int LONGEST_CELL = 32_767;

    /**
     * Reads the sheets that are shown, each into rows of its own, until one of them says that it is the one.
     *
     * @throws UnreadableSheet when the file cannot be read
     */
    void read(Takers takers) throws IOException;

    /** Gives every sheet somebody who takes its rows. */
    interface Takers {

        Rows next();

        /** Whether the sheet that was just read was the one that was looked for. */
        boolean found();
    }

    /** @param largestContent bytes that an XLSX file may have when it is unpacked */
    static SheetFile of(Path file, long largestContent) throws IOException {
        byte[] first = new byte[4];
        try (InputStream bytes = Files.newInputStream(file)) {
            int read = bytes.readNBytes(first, 0, first.length);
            return read == 4 && first[0] == 'P' && first[1] == 'K' && first[2] < 9
                    ? new XlsxFile(file, largestContent)
                    : new WordsFile(file);
        }
    }
}
