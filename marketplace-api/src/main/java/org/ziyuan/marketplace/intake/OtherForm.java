package org.ziyuan.marketplace.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another form in which the rows of a kind of file come, such as an archive of several tables. */
public interface OtherForm<C extends Enum<C> & Heading> {

    /**
     * The rows, or null for a file that is not of this form. A refusal is about the file as a whole.
     *
     * @param largestContent bytes that may be unpacked
     * @param mostRows rows that any part of it may have
     */
    @Nullable
    List<FileRow<C>> read(byte[] file, long largestContent, int mostRows);
}
