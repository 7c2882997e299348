package org.ziyuan.marketplace.sheet.incoming;

import java.util.List;

/** Takes the rows of a sheet one by one. */
public interface Rows {

    /**
     * One row; it may end before the last column.
     *
     * @param number the number of the row in the file, from 1
     */
    void row(int number, List<Cell> cells);
}
