package org.ziyuan.marketplace.vendor;

import java.nio.charset.StandardCharsets;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * A scanned paper.
 *
 * @param type its media type, by its first bytes and whatever it is called
 * @param content five mebibytes at most
 */
public record Paper(String name, String type, byte[] content) {

    public static final int LARGEST = 5 * 1024 * 1024;

    private static final int LONGEST_NAME = 120;

    /** Refuses with {@code paper-unfit} what is no PDF, JPEG or PNG, and {@code paper-too-large}. */
    public static Paper read(String name, byte[] content) {
        if (content.length > LARGEST) {
            throw tooLarge();
        }
        return new Paper(TextField.fileName(name, LONGEST_NAME), type(content), content);
    }

    public static Refusal tooLarge() {
        return Refusal.of(Refusal.Kind.TOO_LARGE, "paper-too-large")
                .with("mebibytes", LARGEST / 1024 / 1024)
                .with("field", "paper");
    }

    private static String type(byte[] content) {
        if (begins(content, "%PDF-".getBytes(StandardCharsets.US_ASCII))) {
            return "application/pdf";
        }
        if (begins(content, new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'})) {
            return "image/png";
        }
        if (begins(content, new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF})) {
            return "image/jpeg";
        }
        throw Refusal.invalid("paper-unfit").with("field", "paper");
    }

    private static boolean begins(byte[] content, byte[] with) {
        if (content.length < with.length) {
            return false;
        }
        for (int at = 0; at < with.length; at++) {
            if (content[at] != with[at]) {
                return false;
            }
        }
        return true;
    }
}
