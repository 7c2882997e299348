package org.ziyuan.marketplace.text;

import java.text.Normalizer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * A field into which people write. What was typed is first made into what will be kept, and that is measured, once, in
 * code points, as the database measures it: whoever measures before cleaning refuses what fits and passes what does not.
 *
 * <p>A name stands in lists, orders and search, and must look like what it is: a character that nobody sees or that turns
 * the line around is refused. In several lines of words the invisible ones are dropped, because they come along with
 * whatever was pasted. Rare characters pass, also those that are younger than this Java; so do pictographs.
 */
public final class TextField {

    private final String field;
    private final int shortest;
    private final int longest;
    private final boolean lines;
    private final String code;
    private final UnaryOperator<String> clean;

    private TextField(
            String field, int shortest, int longest, boolean lines, String code, UnaryOperator<String> clean) {
        this.field = field;
        this.shortest = shortest;
        this.longest = longest;
        this.lines = lines;
        this.code = code;
        this.clean = clean;
    }

    /** One line by which something is known and found. */
    public static TextField name(String field, int shortest, int longest) {
        return new TextField(field, shortest, longest, false, "text-length", UnaryOperator.identity());
    }

    /** What somebody says, in as many lines as he likes. */
    public static TextField words(String field, int shortest, int longest) {
        return new TextField(field, shortest, longest, true, "text-length", UnaryOperator.identity());
    }

    /** Why somebody does what others have to live with: never nothing. Refuses with {@code reason-required}. */
    public static TextField reason(String field, int longest) {
        return words(field, 1, longest).refusing("reason-required");
    }

    /** The same with a code of its own for what is too short or too long. */
    public TextField refusing(String itsCode) {
        return new TextField(field, shortest, longest, lines, itsCode, clean);
    }

    /** The same, of which something is taken out before it is measured. */
    public TextField cleanedBy(UnaryOperator<String> itsClean) {
        return new TextField(field, shortest, longest, lines, code, itsClean);
    }

    /**
     * What is kept of what was typed; nothing typed is an empty text.
     *
     * @throws Refusal {@code text-length} or the field's own code, {@code text-character} with the character and its place,
     *     {@code text-without-letters} for a name that cannot be spoken, {@code text-malformed} for what is no text
     */
    public String read(@Nullable String typed) {
        String kept = kept(typed == null ? "" : typed);
        int length = kept.codePointCount(0, kept.length());
        if (length < shortest || length > longest) {
            throw Refusal.invalid(code)
                    .with("field", field)
                    .with("shortest", shortest)
                    .with("longest", longest)
                    .with("most", longest);
        }
        lookThrough(kept);
        return kept;
    }

    /** As {@link #read}, and null where nothing was written. */
    public @Nullable String readOrNothing(@Nullable String typed) {
        String read = read(typed);
        return read.isEmpty() ? null : read;
    }

    /** A number or an identifier as it is meant: without the blanks around it, in letters and digits of the plain width. */
    public static String plain(String typed) {
        return stripped(Normalizer.normalize(typed, Normalizer.Form.NFKC));
    }

    /** The beginning of a text to quote in an answer; never half a character. */
    public static String beginning(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    /** What a browser calls a file, to show it to people: without the folder that older ones send, and never empty. */
    public static String fileName(String sent, int most) {
        String plain = sent.replaceFirst("^.*[/\\\\]", "")
                .replaceAll("[\\p{Cc}\\p{Cf}]", "")
                .strip();
        return plain.isEmpty() ? "-" : beginning(plain, most);
    }

    /** The same text with a sign for each null character, which PostgreSQL stores and compares in no text. */
    public static String storable(String typed) {
        return typed.replace('\0', '\uFFFD');
    }

    private String kept(String typed) {
        String composed = Normalizer.normalize(typed, Normalizer.Form.NFC);
        String put = clean.apply(lines ? composed.replace("\r\n", "\n") : composed);
        StringBuilder kept = new StringBuilder(put.length());
        int[] points = put.codePoints().toArray();
        for (int at = 0; at < points.length; at++) {
            if (!lines) {
                kept.appendCodePoint(Letters.isOddBlank(points[at]) ? ' ' : points[at]);
            } else if (Letters.endsLine(points[at])) {
                kept.append('\n');
            } else if (!Letters.isInvisible(points, at)) {
                kept.appendCodePoint(points[at]);
            }
        }
        return stripped(kept.toString());
    }

    /** Unlike {@link String#strip}, of every blank there is. */
    private static String stripped(String text) {
        int[] points = text.codePoints().toArray();
        int from = 0;
        int to = points.length;
        while (from < to && Letters.isBlank(points[from])) {
            from++;
        }
        while (to > from && Letters.isBlank(points[to - 1])) {
            to--;
        }
        return new String(points, from, to - from);
    }

    private void lookThrough(String kept) {
        int[] points = kept.codePoints().toArray();
        boolean spoken = lines || points.length == 0;
        for (int at = 0; at < points.length; at++) {
            if (Letters.isBroken(points[at])) {
                throw Refusal.invalid("text-malformed").with("field", field);
            }
            boolean ofLines = lines && (points[at] == '\n' || points[at] == '\t');
            if (!ofLines && (Letters.isNoCharacter(points[at]) || !lines && Letters.isInvisible(points, at))) {
                throw Refusal.invalid("text-character")
                        .with("field", field)
                        .with("character", "U+%04X".formatted(points[at]))
                        .with("place", at + 1);
            }
            spoken |= Letters.isSpoken(points[at]);
        }
        if (!spoken) {
            throw Refusal.invalid("text-without-letters").with("field", field);
        }
    }
}
