package org.ziyuan.marketplace.setting;

import org.ziyuan.marketplace.text.TextField;

/** One thing that may change at run time, with its value where it was never set. */
public enum PlatformSetting {
    /** 机关代字, with which the numbers of all documents begin. */
    DOCUMENT_WORD("粤教", TextField.name("value", 1, 8)),
    /** What everybody reads on the home page; empty for nothing. */
    ANNOUNCEMENT("", TextField.words("value", 0, 1_000)),
    /** Whom everybody may ask, as the page of contacts shows it; empty for nothing. */
    CONTACT("", TextField.words("value", 0, 1_000));

    private final String otherwise;
    private final TextField field;

    PlatformSetting(String otherwise, TextField field) {
        this.otherwise = otherwise;
        this.field = field;
    }

    public String otherwise() {
        return otherwise;
    }

    /** Refuses with {@code text-length} and what else {@link TextField#read} names. */
    String read(String typed) {
        return field.read(typed);
    }
}
