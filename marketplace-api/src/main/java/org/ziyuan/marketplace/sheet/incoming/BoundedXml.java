package org.ziyuan.marketplace.sheet.incoming;

import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet.Reason;

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

    BoundedXml(InputStream content, UnpackingBudget budget) throws XMLStreamException {
        XMLInputFactory parsers = XMLInputFactory.newDefaultFactory();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        parsers.setProperty(XMLInputFactory.IS_COALESCING, false);
        reader = parsers.createXMLStreamReader(new BoundedPieces(content, budget), "UTF-8");
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
}
