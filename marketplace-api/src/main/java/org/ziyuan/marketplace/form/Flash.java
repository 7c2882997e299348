package org.ziyuan.marketplace.form;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.WebSession;

/**
 * One sentence about what the last click did, carried over a redirect in the session and shown once.
 *
 * @param tone good, bad or neutral
 * @param sentence already in the reader's language
 */
public record Flash(String tone, String sentence) {

    private static final String ATTRIBUTE = "flash";
    private static final String SEPARATOR = "|";
    private static final List<String> TONES = List.of("good", "bad", "neutral");

    public static Flash good(String sentence) {
        return new Flash("good", sentence);
    }

    public static Flash bad(String sentence) {
        return new Flash("bad", sentence);
    }

    public static Flash neutral(String sentence) {
        return new Flash("neutral", sentence);
    }

    /** Kept as one plain string, because sessions live in a database and hold nothing else. */
    public void keepIn(WebSession session) {
        session.getAttributes().put(ATTRIBUTE, tone + SEPARATOR + sentence);
    }

    /** The sentence kept by the request before, taken out so that it is shown once. */
    public static @Nullable Flash takeFrom(WebSession session) {
        if (!(session.getAttributes().remove(ATTRIBUTE) instanceof String kept)) {
            return null;
        }
        int cut = kept.indexOf(SEPARATOR);
        String tone = cut < 0 ? "" : kept.substring(0, cut);
        return TONES.contains(tone) ? new Flash(tone, kept.substring(cut + 1)) : null;
    }
}
