package org.ziyuan.storefront.cover;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How words are set on a cover: broken into lines, measured in the width of a Chinese letter, escaped for XML. */
final class Lettering {

    private Lettering() {}

    /** At most so many lines of at most so many Chinese letters; the last line ends in an ellipsis when words are left. */
    static List<String> lines(String words, int lettersPerLine, int most) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int used = 0;
        for (int letter : words.strip().codePoints().toArray()) {
            int width = halfWidths(letter);
            if (used + width > 2 * lettersPerLine) {
                lines.add(line.toString().strip());
                line.setLength(0);
                used = 0;
            }
            line.appendCodePoint(letter);
            used += width;
        }
        lines.add(line.toString().strip());
        return lines.size() <= most ? lines : shortened(lines, most);
    }

    /** The width in Chinese letters, rounded up. */
    static int width(String words) {
        return (words.codePoints().map(Lettering::halfWidths).sum() + 1) / 2;
    }

    static String join(@Nullable String... words) {
        return Stream.of(words).filter(word -> word != null && !word.isBlank()).collect(Collectors.joining(" · "));
    }

    /** Vendors choose titles; what they write must stay letters. Characters that XML forbids are dropped. */
    static String escape(String words) {
        var escaped = new StringBuilder(words.length() + 16);
        words.codePoints().filter(Lettering::allowedInXml).forEach(letter -> {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(letter);
            }
        });
        return escaped.toString();
    }

    private static boolean allowedInXml(int letter) {
        return letter >= 0x20 && letter != 0xFFFE && letter != 0xFFFF && !(letter >= 0xD800 && letter <= 0xDFFF);
    }

    private static int halfWidths(int letter) {
        return letter < 0x2E80 ? 1 : 2;
    }

    private static List<String> shortened(List<String> lines, int most) {
        var kept = new ArrayList<>(lines.subList(0, most));
        String last = kept.get(most - 1);
        kept.set(most - 1, last.substring(0, last.offsetByCodePoints(last.length(), -1)) + "…");
        return kept;
    }
}
