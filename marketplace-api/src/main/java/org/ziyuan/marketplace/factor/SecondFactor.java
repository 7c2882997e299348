package org.ziyuan.marketplace.factor;

import java.util.List;

/** What a second proof consists of, and what it came to. */
public final class SecondFactor {

    private SecondFactor() {}

    /** By what somebody proved himself the second time. */
    public enum Kind {
        TOTP,
        RECOVERY_CODE,
        PASSKEY
    }

    /**
     * How somebody stands.
     *
     * @param isSet whether he has a second factor and must use it
     * @param isDemanded whether one of his roles may not be used without
     * @param recoveryCodes how many unused codes on paper he has left
     */
    public record Standing(boolean isSet, boolean isDemanded, int recoveryCodes) {}

    /**
     * What a phone has to know to compute codes.
     *
     * @param secret 32 letters, for those who cannot scan
     * @param uri the same as an address, for the picture that is scanned
     */
    public record Setup(String secret, String uri) {
        @Override
        public String toString() {
            return "Setup[not told]";
        }
    }

    /** The codes on paper, shown this once. */
    public record OnPaper(List<String> codes) {
        public OnPaper {
            codes = List.copyOf(codes);
        }

        @Override
        public String toString() {
            return "OnPaper[not told]";
        }
    }
}
