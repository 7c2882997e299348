package org.ziyuan.storefront.sandbox.tool;

/** A launch that the tool does not accept: which check failed, in the person's words. */
final class ToolRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String check;

    ToolRefusal(String check, String sentence) {
        super(sentence, null, false, false);
        this.check = check;
    }

    /** A stable word for the check that failed: {@code state}, {@code signature}, {@code nonce}. */
    String check() {
        return check;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
