package org.ziyuan.marketplace.execution;

import org.ziyuan.marketplace.refusal.Refusal;

/** The place in the list of holdings after the account that was shown last. */
record HeldPlace(long held, long account) {

    /** @throws Refusal {@code cursor-malformed} */
    static HeldPlace parse(String word) {
        if (word.isEmpty()) {
            return new HeldPlace(Long.MAX_VALUE, Long.MAX_VALUE);
        }
        if (!word.matches("-?[0-9]{1,18}\\.[0-9]{1,18}")) {
            throw Refusal.malformed("cursor-malformed");
        }
        int dot = word.indexOf('.');
        return new HeldPlace(Long.parseLong(word.substring(0, dot)), Long.parseLong(word.substring(dot + 1)));
    }

    @Override
    public String toString() {
        return held + "." + account;
    }
}
