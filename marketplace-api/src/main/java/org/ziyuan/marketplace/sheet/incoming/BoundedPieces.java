package org.ziyuan.marketplace.sheet.incoming;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/**
 * The bytes, in which no tag, text, comment or section is longer than the longest cell can need. They must be UTF-8, as
 * every spreadsheet writes them; in another encoding this could not be seen.
 */
final class BoundedPieces extends FilterInputStream {

    private static final int LONGEST = 8 * SheetFile.LONGEST_CELL;

    private final UnpackingBudget budget;
    private int length;
    private int last;
    private boolean section;

    BoundedPieces(InputStream content, UnpackingBudget budget) {
        super(content);
        this.budget = budget;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        int read = super.read(bytes, from, most);
        for (int place = from; place < from + read; place++) {
            see(bytes[place] & 0xFF);
        }
        budget.take(Math.max(read, 0));
        return read;
    }

    /** A section is a comment or what stands as it is; in it the sign that begins a tag begins nothing. */
    private void see(int octet) {
        int before = last & 0xFFFF;
        last = last << 8 | octet;
        length++;
        if (section) {
            section = !(octet == '>' && (before == ('-' << 8 | '-') || before == (']' << 8 | ']')));
        } else if (octet == '!' && (before & 0xFF) == '<') {
            section = true;
        } else if (octet == '<') {
            length = 1;
        }
        if (octet == 0 || length > LONGEST) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
    }
}
