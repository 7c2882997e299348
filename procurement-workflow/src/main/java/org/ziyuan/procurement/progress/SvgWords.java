package org.ziyuan.procurement.progress;

/** Words in a picture. */
final class SvgWords {

    private SvgWords() {}

    static void put(StringBuilder out, String words, int x, int y, String colour) {
        out.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>"
                .formatted(x, y, colour, safe(words)));
    }

    static String safe(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
