package org.ziyuan.procurement.progress;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Reads the shapes and flows of a BPMN model. */
final class DiagramModel {

    private static final String MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    private static final String DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI";

    private static final String COMMON = "http://www.omg.org/spec/DD/20100524/DC";

    private static final String LINES = "http://www.omg.org/spec/DD/20100524/DI";

    private DiagramModel() {}

    static Diagram of(Document document) {
        Map<String, Element> elements = new HashMap<>();
        for (Element element : all(document.getElementsByTagNameNS(MODEL, "*"))) {
            elements.put(element.getAttribute("id"), element);
        }
        List<Diagram.Shape> shapes = all(document.getElementsByTagNameNS(DRAWING, "BPMNShape")).stream()
                .map(drawn -> shape(drawn, elements))
                .toList();
        List<Diagram.Flow> flows = all(document.getElementsByTagNameNS(DRAWING, "BPMNEdge")).stream()
                .map(drawn -> flow(drawn, elements))
                .toList();
        Element process = all(document.getElementsByTagNameNS(MODEL, "process")).get(0);
        return new Diagram(process.getAttribute("id"), process.getAttribute("name"), shapes, flows);
    }

    private static Diagram.Shape shape(Element drawn, Map<String, Element> elements) {
        Element element = elements.getOrDefault(drawn.getAttribute("bpmnElement"), drawn);
        Diagram.Box bounds =
                box(all(drawn.getElementsByTagNameNS(COMMON, "Bounds")).get(0));
        return new Diagram.Shape(
                element.getAttribute("id"), element.getLocalName(), element.getAttribute("name"), bounds, label(drawn));
    }

    private static Diagram.Flow flow(Element drawn, Map<String, Element> elements) {
        Element element = elements.getOrDefault(drawn.getAttribute("bpmnElement"), drawn);
        List<Diagram.Point> points = all(drawn.getElementsByTagNameNS(LINES, "waypoint")).stream()
                .map(point -> new Diagram.Point(number(point, "x"), number(point, "y")))
                .toList();
        return new Diagram.Flow(
                element.getAttribute("id"),
                element.getAttribute("sourceRef"),
                element.getAttribute("targetRef"),
                element.getAttribute("name"),
                points,
                label(drawn));
    }

    private static Diagram.@Nullable Box label(Element drawn) {
        List<Element> labels = all(drawn.getElementsByTagNameNS(DRAWING, "BPMNLabel"));
        return labels.isEmpty()
                ? null
                : box(all(labels.get(0).getElementsByTagNameNS(COMMON, "Bounds"))
                        .get(0));
    }

    private static Diagram.Box box(Element bounds) {
        return new Diagram.Box(
                number(bounds, "x"), number(bounds, "y"), number(bounds, "width"), number(bounds, "height"));
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
