package org.ziyuan.marketplace.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Named texts as one line and back, for a hidden field or an attribute of a session. Letters of every script stay as
 * they are; only what would end a name, a text or the line is written otherwise.
 */
final class Texts {

    private static final Pattern SPECIAL = Pattern.compile("[%&=\\x00-\\x1f\\x7f\\u2028\\u2029]");
    private static final Pattern WRITTEN = Pattern.compile("%([0-9a-f]{4})");

    private Texts() {}

    static String line(Map<String, String> texts) {
        StringBuilder line = new StringBuilder();
        texts.forEach((name, text) -> line.append(line.isEmpty() ? "" : "&")
                .append(escaped(name))
                .append('=')
                .append(escaped(text)));
        return line.toString();
    }

    static Map<String, String> of(String line) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String pair : line.split("&", 0)) {
            int cut = pair.indexOf('=');
            if (cut >= 0) {
                texts.put(read(pair.substring(0, cut)), read(pair.substring(cut + 1)));
            }
        }
        return texts;
    }

    private static String escaped(String text) {
        return SPECIAL.matcher(text)
                .replaceAll(found -> "%%%04x".formatted((int) found.group().charAt(0)));
    }

    private static String read(String text) {
        return WRITTEN.matcher(text)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }
}
