package org.ziyuan.marketplace.sheet.incoming;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/** Which styles of a workbook show a number as a day or a time of day. */
record XlsxDays(BitSet styles) {

    static final XlsxDays NONE = new XlsxDays(new BitSet());

    private static final int MOST = 65_536;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    /** What stands in quotes, after a backslash or in brackets is written as it is, but for the count of hours. */
    private static final Pattern AS_IT_IS = Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\[(?![hHmMsS]+])[^\\]]*]");

    static XlsxDays of(BoundedXml xml) throws XMLStreamException {
        Set<Integer> formats = new HashSet<>();
        BitSet styles = new BitSet();
        int style = 0;
        boolean cells = false;
        for (String element = xml.next(); element != null; element = xml.next()) {
            switch (element) {
                case "numFmt" -> {
                    String code = xml.attribute("formatCode");
                    if (code != null && AS_IT_IS.matcher(code).replaceAll("").matches("(?s).*[yYdDhHsSmM].*")) {
                        formats.add(number(xml.attribute("numFmtId")));
                    }
                }
                case "cellXfs" -> cells = true;
                case "cellStyles", "dxfs" -> cells = false;
                case "xf" -> {
                    int format = number(xml.attribute("numFmtId"));
                    styles.set(style, cells && (isBuiltIn(format) || formats.contains(format)));
                    style += cells ? 1 : 0;
                }
                default -> {
                    // Fonts and colours say nothing about what a number is.
                }
            }
            if (style > MOST || formats.size() > MOST) {
                throw new UnreadableSheet(Reason.UNREADABLE);
            }
        }
        return new XlsxDays(styles);
    }

    boolean shows(@Nullable String style) {
        return styles.get(number(style));
    }

    private static boolean isBuiltIn(int format) {
        return format >= 14 && format <= 22
                || format >= 27 && format <= 36
                || format >= 45 && format <= 47
                || format >= 50 && format <= 58;
    }

    private static int number(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }
}
