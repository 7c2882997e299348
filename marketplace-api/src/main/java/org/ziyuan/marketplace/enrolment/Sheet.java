package org.ziyuan.marketplace.enrolment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A file of rows of text, read from its first row to its last without ever being held as a whole. */
interface Sheet {

    void read(Path file, Rows rows) throws IOException;

    /** Takes the rows one by one. */
    interface Rows {
        /** @param number the number of the row in the file, from 1 */
        void row(int number, List<String> cells);
    }
}
