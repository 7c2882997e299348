package org.ziyuan.procurement.progress;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A diagram as its model draws it: what is where, what it is called, what leads to what. */
record Diagram(String key, String name, List<Shape> shapes, List<Flow> flows) {

    private static final String MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI";
    private static final String COMMON = "http://www.omg.org/spec/DD/20100524/DC";
    private static final String LINES = "http://www.omg.org/spec/DD/20100524/DI";

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
            return of(factory.newDocumentBuilder().parse(model));
        } catch (IOException | ParserConfigurationException | SAXException unreadable) {
            throw new IllegalStateException("diagram " + key + " cannot be read", unreadable);
        }
    }

    private static Diagram of(Document document) {
        Map<String, Element> elements = new HashMap<>();
        for (Element element : all(document.getElementsByTagNameNS(MODEL, "*"))) {
            elements.put(element.getAttribute("id"), element);
        }
        List<Shape> shapes = all(document.getElementsByTagNameNS(DRAWING, "BPMNShape")).stream()
                .map(drawn -> shape(drawn, elements))
                .toList();
        List<Flow> flows = all(document.getElementsByTagNameNS(DRAWING, "BPMNEdge")).stream()
                .map(drawn -> flow(drawn, elements))
                .toList();
        Element process = all(document.getElementsByTagNameNS(MODEL, "process")).get(0);
        return new Diagram(process.getAttribute("id"), process.getAttribute("name"), shapes, flows);
    }

    private static Shape shape(Element drawn, Map<String, Element> elements) {
        Element element = elements.getOrDefault(drawn.getAttribute("bpmnElement"), drawn);
        Box bounds = box(all(drawn.getElementsByTagNameNS(COMMON, "Bounds")).get(0));
        return new Shape(
                element.getAttribute("id"), element.getLocalName(), element.getAttribute("name"), bounds, label(drawn));
    }

    private static Flow flow(Element drawn, Map<String, Element> elements) {
        Element element = elements.getOrDefault(drawn.getAttribute("bpmnElement"), drawn);
        List<Point> points = all(drawn.getElementsByTagNameNS(LINES, "waypoint")).stream()
                .map(point -> new Point(number(point, "x"), number(point, "y")))
                .toList();
        return new Flow(
                element.getAttribute("id"),
                element.getAttribute("sourceRef"),
                element.getAttribute("targetRef"),
                element.getAttribute("name"),
                points,
                label(drawn));
    }

    private static @Nullable Box label(Element drawn) {
        List<Element> labels = all(drawn.getElementsByTagNameNS(DRAWING, "BPMNLabel"));
        return labels.isEmpty()
                ? null
                : box(all(labels.get(0).getElementsByTagNameNS(COMMON, "Bounds"))
                        .get(0));
    }

    private static Box box(Element bounds) {
        return new Box(number(bounds, "x"), number(bounds, "y"), number(bounds, "width"), number(bounds, "height"));
    }

    private static int number(Element element, String name) {
        return Integer.parseInt(element.getAttribute(name));
    }

    private static List<Element> all(NodeList nodes) {
        List<Element> found = new ArrayList<>(nodes.getLength());
        for (int i = 0; i < nodes.getLength(); i++) {
            found.add((Element) nodes.item(i));
        }
        return found;
    }
}
