package org.ziyuan.marketplace.sheet.incoming;

import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/** How much may still be unpacked of a whole workbook. */
final class UnpackingBudget {

    private long left;

    UnpackingBudget(long most) {
        left = most;
    }

    void take(int bytes) {
        left -= bytes;
        if (left < 0) {
            throw new UnreadableSheet(Reason.INFLATES);
        }
    }
}
