package org.ziyuan.marketplace.sheet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.sheet.UnreadableSheet.Reason;

/**
 * One part of a workbook as a stream of elements, within bounds on bytes, on depth, on names, on tags and on texts. A parser
 * keeps every name it ever saw and holds a tag or a text as a whole, so these are what a hostile file makes large.
 */
final class BoundedXml implements AutoCloseable {

    private static final int DEEPEST = 64;
    private static final int MOST_NAMES = 1_000;
    private static final int MOST_ATTRIBUTES = 256;

    private final XMLStreamReader reader;
    private final Set<String> names = new HashSet<>();
    private int depth;

    BoundedXml(InputStream content, Budget budget) throws XMLStreamException {
        XMLInputFactory parsers = XMLInputFactory.newDefaultFactory();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        parsers.setProperty(XMLInputFactory.IS_COALESCING, false);
        reader = parsers.createXMLStreamReader(new Pieces(content, budget), "UTF-8");
    }

    /** Goes to where the next element begins. @return its name, or null at the end of the part */
    @Nullable
    String next() throws XMLStreamException {
        while (reader.hasNext()) {
            int event = step();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return reader.getLocalName();
            }
        }
        return null;
    }

    /**
     * Goes to where the next element begins within the one at this depth.
     *
     * @return its name, or null when the outer element has ended
     */
    @Nullable
    String nextWithin(int outer) throws XMLStreamException {
        while (depth >= outer && reader.hasNext()) {
            if (step() == XMLStreamConstants.START_ELEMENT) {
                return reader.getLocalName();
            }
        }
        return null;
    }

    /** How deep the current element lies; the root is 1. */
    int depth() {
        return depth;
    }

    @Nullable
    String attribute(String name) {
        for (int place = 0; place < reader.getAttributeCount(); place++) {
            if (reader.getAttributeLocalName(place).equals(name)) {
                return reader.getAttributeValue(place);
            }
        }
        return null;
    }

    /** Adds the characters of the current element, which holds nothing else, and goes to its end. */
    void addText(StringBuilder text) throws XMLStreamException {
        int outer = depth;
        while (depth >= outer && reader.hasNext()) {
            int event = step();
            if (event == XMLStreamConstants.CHARACTERS
                    || event == XMLStreamConstants.CDATA
                    || event == XMLStreamConstants.SPACE) {
                if (text.length() + reader.getTextLength() > SheetFile.LONGEST_CELL) {
                    throw new UnreadableSheet(Reason.UNREADABLE);
                }
                text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
        }
    }

    private int step() throws XMLStreamException {
        int event = reader.next();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> entered();
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                throw new UnreadableSheet(Reason.UNREADABLE);
            case XMLStreamConstants.PROCESSING_INSTRUCTION -> known(reader.getPITarget());
            default -> {
                // Texts and comments are bounded by the pieces they come in.
            }
        }
        return event;
    }

    private void entered() {
        depth++;
        if (depth > DEEPEST || reader.getAttributeCount() > MOST_ATTRIBUTES) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
        known(reader.getLocalName());
        for (int place = 0; place < reader.getAttributeCount(); place++) {
            known(reader.getAttributeLocalName(place));
        }
        for (int place = 0; place < reader.getNamespaceCount(); place++) {
            known(String.valueOf(reader.getNamespacePrefix(place)));
            known(String.valueOf(reader.getNamespaceURI(place)));
        }
    }

    private void known(String name) {
        if (names.add(name) && names.size() > MOST_NAMES) {
            throw new UnreadableSheet(Reason.UNREADABLE);
        }
    }

    @Override
    public void close() throws XMLStreamException {
        reader.close();
    }

    /** How much may still be unpacked of a whole workbook. */
    static final class Budget {

        private long left;

        Budget(long most) {
            left = most;
        }

        void take(int bytes) {
            left -= bytes;
            if (left < 0) {
                throw new UnreadableSheet(Reason.INFLATES);
            }
        }
    }

    /**
     * The bytes, in which no tag, text, comment or section is longer than the longest cell can need. They must be UTF-8, as
     * every spreadsheet writes them; in another encoding this could not be seen.
     */
    private static final class Pieces extends FilterInputStream {

        private static final int LONGEST = 8 * SheetFile.LONGEST_CELL;

        private final Budget budget;
        private int length;
        private int last;
        private boolean section;

        Pieces(InputStream content, Budget budget) {
            super(content);
            this.budget = budget;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            int read = super.read(bytes, from, most);
            for (int place = from; place < from + read; place++) {
                see(bytes[place] & 0xFF);
            }
            budget.take(Math.max(read, 0));
            return read;
        }

        /** A section is a comment or what stands as it is; in it the sign that begins a tag begins nothing. */
        private void see(int octet) {
            int before = last & 0xFFFF;
            last = last << 8 | octet;
            length++;
            if (section) {
                section = !(octet == '>' && (before == ('-' << 8 | '-') || before == (']' << 8 | ']')));
            } else if (octet == '!' && (before & 0xFF) == '<') {
                section = true;
            } else if (octet == '<') {
                length = 1;
            }
            if (octet == 0 || length > LONGEST) {
                throw new UnreadableSheet(Reason.UNREADABLE);
            }
        }
    }
}
