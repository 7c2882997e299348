package org.ziyuan.marketplace.sheet.incoming;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

/** The texts that the cells of a workbook share. They are held while it is read, so they get room of their own. */
record XlsxTexts(List<String> all) {

    static final XlsxTexts NONE = new XlsxTexts(List.of());

    private static final int MOST = 500_000;
    private static final int MOST_CHARACTERS = 8_000_000;
    /** How a workbook writes a character that XML does not take as it is, such as the end of a line. */
    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    static XlsxTexts of(BoundedXml xml) throws XMLStreamException {
        List<String> all = new ArrayList<>();
        long characters = 0;
        for (String element = xml.next(); element != null; element = xml.next()) {
            if (element.equals("si")) {
                String text = text(xml);
                characters += text.length();
                if (all.size() >= MOST || characters > MOST_CHARACTERS) {
                    throw new UnreadableSheet(Reason.INFLATES);
                }
                all.add(text);
            }
        }
        return new XlsxTexts(all);
    }

    /** The words of the current element, whatever their fonts; how they are pronounced is no part of them. */
    static String text(BoundedXml xml) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        int outer = xml.depth();
        int spoken = Integer.MAX_VALUE;
        for (String element = xml.nextWithin(outer); element != null; element = xml.nextWithin(outer)) {
            if (xml.depth() <= spoken) {
                spoken = element.equals("rPh") ? xml.depth() : Integer.MAX_VALUE;
            }
            if (element.equals("t") && spoken == Integer.MAX_VALUE) {
                xml.addText(text);
            }
        }
        return unescaped(text.toString());
    }

    /** @throws IndexOutOfBoundsException for a text that is not there */
    String at(String place) {
        return all.get(Integer.parseInt(place));
    }

    private static String unescaped(String text) {
        return text.contains("_x")
                ? ESCAPED.matcher(text)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))))
                : text;
    }
}
