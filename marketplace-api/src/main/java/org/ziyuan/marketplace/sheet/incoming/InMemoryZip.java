package org.ziyuan.marketplace.sheet.incoming;

import java.io.IOException;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/**
 * Opens an archive that lies in memory. What people send may be about children, so none of it is put on a disk to be read; the
 * JDK opens archives from a disk alone.
 */
public final class InMemoryZip {

    private InMemoryZip() {}

    /**
     * The archive, read by its own directory.
     *
     * @param mostParts more are not opened: each part takes memory before its size can be asked
     * @throws UnreadableSheet when it has more parts
     * @throws IOException when it is no archive
     */
    public static ZipFile open(byte[] content, int mostParts) throws IOException {
        if (parts(content) > mostParts) {
            throw new UnreadableSheet(Reason.INFLATES);
        }
        return ZipFile.builder().setByteArray(content).get();
    }

    /** How often a line of an archive's directory begins. */
    private static int parts(byte[] content) {
        int parts = 0;
        for (int place = 0; place < content.length - 3; place++) {
            if (content[place] == 'P'
                    && content[place + 1] == 'K'
                    && content[place + 2] == 1
                    && content[place + 3] == 2) {
                parts++;
            }
        }
        return parts;
    }
}
