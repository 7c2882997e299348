package org.ziyuan.marketplace.sheet.incoming;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A table that somebody sends, XLSX or CSV; what it is, its first bytes say, not its name. It is read from its first row to
 * its last; its rows are never held as a whole, and every bound is kept before memory is taken.
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
    static SheetFile of(byte[] file, long largestContent) {
        return file.length >= 4 && file[0] == 'P' && file[1] == 'K' && file[2] < 9
                ? new XlsxFile(file, largestContent)
                : new WordsFile(() -> new ByteArrayInputStream(file));
    }

    /** A table of words that lies within something larger. */
    static SheetFile ofWords(Opened words) {
        return new WordsFile(words);
    }

    /** Opens the same bytes again; they are read once to see how they are written and once for what they say. */
    interface Opened {

        InputStream open() throws IOException;
    }
}
