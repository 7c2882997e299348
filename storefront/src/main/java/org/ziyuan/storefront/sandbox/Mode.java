package org.ziyuan.storefront.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** What the person at the cashier page lets happen. */
enum Mode {
    SUCCESS("success", "支付", true, true),
    DECLINE("decline", "失败", false, true),
    TIMEOUT_BUT_SUCCEEDED("timeout-but-succeeded", "超时但成功", true, false),
    TIMEOUT_AND_FAILED("timeout-and-failed", "超时且失败", false, false),
    DUPLICATE_NOTIFY("duplicate-notify", "支付，并重复通知", true, true);

    private final String word;
    private final String label;
    private final boolean paid;
    private final boolean told;

    Mode(String word, String label, boolean paid, boolean told) {
        this.word = word;
        this.label = label;
        this.paid = paid;
        this.told = told;
    }

    static Optional<Mode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word.equals(word)).findFirst();
    }

    /** As it stands in the form. */
    String word() {
        return word;
    }

    /** As it stands on the button. */
    String label() {
        return label;
    }

    /** Whether the provider has the money afterwards. */
    boolean paid() {
        return paid;
    }

    /** Whether the shop is told by itself; otherwise it has to ask, and its first question stays unanswered. */
    boolean told() {
        return told;
    }

    int notifications() {
        return this == DUPLICATE_NOTIFY ? 3 : told ? 1 : 0;
    }
}
