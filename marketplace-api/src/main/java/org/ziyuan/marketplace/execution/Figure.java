package org.ziyuan.marketplace.execution;

import java.util.List;
import org.ziyuan.marketplace.refusal.Refusal;

/** A figure that can be opened: the name it has on pages and in addresses, and the classes of account behind it. */
public enum Figure {
    UNRELEASED("unreleased", "B110"),
    AVAILABLE("available", "B200"),
    RESERVED("reserved", "B210"),
    ENCUMBERED("encumbered", "B220"),
    ACCEPTED("accepted", "B225", "B230"),
    SPENT("spent", "B240"),
    CARRIED_FORWARD("carriedForward", "B250");

    private final String word;
    private final List<String> codes;

    Figure(String word, String... codes) {
        this.word = word;
        this.codes = List.of(codes);
    }

    public String word() {
        return word;
    }

    String[] codes() {
        return codes.toArray(String[]::new);
    }

    /** @throws Refusal {@code figure-unknown} for a word that names none */
    public static Figure of(String word) {
        for (Figure figure : values()) {
            if (figure.word.equals(word)) {
                return figure;
            }
        }
        throw Refusal.malformed("figure-unknown").with("figure", word.length() > 40 ? word.substring(0, 40) : word);
    }
}
