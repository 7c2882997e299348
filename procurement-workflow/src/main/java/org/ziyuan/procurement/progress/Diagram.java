package org.ziyuan.procurement.progress;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.xml.sax.SAXException;

/** A diagram as its model draws it: what is where, what it is called, what leads to what. */
record Diagram(String key, String name, List<Shape> shapes, List<Flow> flows) {

    /** @param label where the name stands when it does not stand inside, or null */
    record Shape(
            String id,
            String kind,
            String name,
            Box box,
            @Nullable Box label) {}

    record Flow(
            String id,
            String from,
            String to,
            String name,
            List<Point> points,
            @Nullable Box label) {}

    record Box(int x, int y, int width, int height) {}

    record Point(int x, int y) {}

    /** Reads {@code bpmn/<key>.bpmn}. */
    static Diagram read(String key) {
        try (InputStream model = new ClassPathResource("bpmn/" + key + ".bpmn").getInputStream()) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return DiagramModel.of(factory.newDocumentBuilder().parse(model));
        } catch (IOException | ParserConfigurationException | SAXException unreadable) {
            throw new IllegalStateException("diagram " + key + " cannot be read", unreadable);
        }
    }
}
