package org.ziyuan.marketplace.signon.cas;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a CAS server answers about a ticket. It is read without document types and entities, to a depth and number of
 * elements that no honest answer reaches.
 *
 * @param user the person's name there, empty where the ticket was refused
 * @param failure the code of the refusal, empty where there is none
 */
record CasAnswer(String user, String failure, Map<String, Object> attributes) {

    private static final int DEEPEST = 16;
    private static final int MOST_ELEMENTS = 500;
    private static final int LONGEST_TEXT = 1_000;
    private static final int OF_ATTRIBUTES = 4;

    /** @throws XMLStreamException for what is no such answer */
    static CasAnswer read(String xml) throws XMLStreamException {
        XMLInputFactory parsers = XMLInputFactory.newDefaultFactory();
        parsers.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        parsers.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        parsers.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = parsers.createXMLStreamReader(new StringReader(xml));
        try {
            return new Reading(reader).whole();
        } finally {
            reader.close();
        }
    }

    private static final class Reading {

        private final XMLStreamReader reader;
        private final List<String> path = new ArrayList<>();
        private final Map<String, List<String>> attributes = new HashMap<>();
        private final StringBuilder text = new StringBuilder();
        private String user = "";
        private String failure = "";
        private int elements;

        Reading(XMLStreamReader reader) {
            this.reader = reader;
        }

        CasAnswer whole() throws XMLStreamException {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begun();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                    case XMLStreamConstants.END_ELEMENT -> ended();
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("a document type");
                    default -> {
                        // Comments and the like say nothing.
                    }
                }
            }
            if (user.isEmpty() == failure.isEmpty()) {
                throw new XMLStreamException("neither a success nor a failure");
            }
            return new CasAnswer(user, failure, Map.copyOf(attributes));
        }

        private void begun() throws XMLStreamException {
            path.add(reader.getLocalName());
            text.setLength(0);
            if (path.size() > DEEPEST || ++elements > MOST_ELEMENTS) {
                throw new XMLStreamException("too deep or too long");
            }
            if (isAt("serviceResponse", "authenticationFailure")) {
                String code = reader.getAttributeValue(null, "code");
                failure = code == null || code.isBlank() ? "INTERNAL_ERROR" : code.strip();
            }
        }

        private void ended() throws XMLStreamException {
            String said = text.toString().strip();
            if (said.length() > LONGEST_TEXT) {
                throw new XMLStreamException("too long a text");
            }
            if (isAt("serviceResponse", "authenticationSuccess", "user")) {
                user = said;
            } else if (path.size() == OF_ATTRIBUTES && path.get(2).equals("attributes")) {
                attributes
                        .computeIfAbsent(path.get(3), name -> new ArrayList<>())
                        .add(said);
            }
            path.remove(path.size() - 1);
            text.setLength(0);
        }

        private boolean isAt(String... names) {
            return path.equals(List.of(names));
        }
    }
}
