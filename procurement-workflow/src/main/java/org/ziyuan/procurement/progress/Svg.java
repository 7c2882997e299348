package org.ziyuan.procurement.progress;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ziyuan.procurement.progress.Diagram.Box;
import org.ziyuan.procurement.progress.Diagram.Flow;
import org.ziyuan.procurement.progress.Diagram.Point;
import org.ziyuan.procurement.progress.Diagram.Shape;

/**
 * A diagram as SVG. Classes say what is what for a style sheet, attributes say enough for a picture without one; there
 * is no script and no inline style. State is never told by colour alone: done is ticked, current is drawn thick.
 */
final class Svg {

    private static final int MARGIN = 20;

    private final StringBuilder out = new StringBuilder(16_384);

    private Svg() {}

    /** The diagrams one below the other. */
    static String of(List<Marked> diagrams, String title) {
        Svg svg = new Svg();
        int width =
                diagrams.stream().mapToInt(one -> width(one.diagram())).max().orElse(0) + 2 * MARGIN;
        int height = diagrams.stream()
                .mapToInt(one -> height(one.diagram()) + 2 * MARGIN)
                .sum();
        svg.out.append(("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"process-picture\" role=\"img\" "
                        + "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\"><title>%s</title>"
                        + "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" "
                        + "markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#868e96\"/></marker></defs>")
                .formatted(width, height, text(title)));
        int top = MARGIN;
        for (Marked one : diagrams) {
            svg.draw(one, top);
            top += height(one.diagram()) + 2 * MARGIN;
        }
        return svg.out.append("</svg>").toString();
    }

    /** A diagram with the mark of each of its steps. */
    record Marked(Diagram diagram, Map<String, StepMark> marks) {
        StepMark of(String id) {
            return marks.getOrDefault(id, StepMark.OPEN);
        }
    }

    private void draw(Marked one, int top) {
        int left = MARGIN - left(one.diagram());
        out.append("<g transform=\"translate(%d %d)\" data-process=\"%s\">"
                .formatted(left, top - top(one.diagram()), one.diagram().key()));
        one.diagram().shapes().stream().filter(Svg::holdsOthers).forEach(shape -> draw(shape, one.of(shape.id())));
        one.diagram().flows().forEach(flow -> draw(flow, one));
        one.diagram().shapes().stream()
                .filter(shape -> !holdsOthers(shape))
                .forEach(shape -> draw(shape, one.of(shape.id())));
        out.append("</g>");
    }

    private void draw(Flow flow, Marked one) {
        boolean taken = isReached(one.of(flow.from())) && isReached(one.of(flow.to()));
        String points =
                flow.points().stream().map(point -> point.x() + "," + point.y()).collect(Collectors.joining(" "));
        out.append(("<polyline class=\"process-flow%s\" points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" "
                        + "marker-end=\"url(#arrow)\"/>")
                .formatted(taken ? " is-done" : "", points, taken ? "#2b8a3e" : "#adb5bd", taken ? "2" : "1.2"));
        Box label = flow.label();
        if (label != null && !flow.name().isEmpty()) {
            words(flow.name(), label.x() + label.width() / 2, label.y() + 12, "#495057");
        }
    }

    private void draw(Shape shape, StepMark mark) {
        Look look = Look.of(mark);
        out.append("<g class=\"process-node is-%s\" data-step=\"%s\">"
                .formatted(mark.name().toLowerCase(Locale.ROOT), shape.id()));
        outline(shape, look);
        Box label = shape.label();
        Box box = shape.box();
        if (shape.kind().equals("exclusiveGateway")) {
            words("×", centreX(box), centreY(box) + 5, look.stroke());
        } else if (isWaiting(shape)) {
            ring(box, look);
        }
        if (label != null) {
            words(shape.name(), label.x() + label.width() / 2, label.y() + 12, look.text());
        } else if (isTask(shape)) {
            wrapped(shape, look);
        }
        if (mark == StepMark.DONE && isTask(shape)) {
            words("✓", box.x() + box.width() - 12, box.y() + 16, look.stroke());
        }
        out.append("</g>");
    }

    private void outline(Shape shape, Look look) {
        Box box = shape.box();
        String paint = " fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"%s/>"
                .formatted(look.fill(), look.stroke(), look.width(), look.dashed() ? " stroke-dasharray=\"5 3\"" : "");
        if (shape.kind().endsWith("Gateway")) {
            out.append("<polygon points=\"%d,%d %d,%d %d,%d %d,%d\""
                    .formatted(
                            centreX(box),
                            box.y(),
                            box.x() + box.width(),
                            centreY(box),
                            centreX(box),
                            box.y() + box.height(),
                            box.x(),
                            centreY(box)));
        } else if (shape.kind().endsWith("Event")) {
            out.append("<circle cx=\"%d\" cy=\"%d\" r=\"%d\"".formatted(centreX(box), centreY(box), box.width() / 2));
        } else {
            out.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\""
                    .formatted(box.x(), box.y(), box.width(), box.height()));
        }
        out.append(paint);
    }

    /** Something is waited for here: a message or a time. */
    private void ring(Box box, Look look) {
        out.append("<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"none\" stroke=\"%s\"/>"
                .formatted(centreX(box), centreY(box), box.width() / 4 + 3, look.stroke()));
    }

    private void wrapped(Shape shape, Look look) {
        String name = shape.name();
        Box box = shape.box();
        if (shape.kind().equals("subProcess")) {
            words(name, box.x() + 30, box.y() + 20, look.text());
        } else if (name.length() > 7) {
            int half = (name.length() + 1) / 2;
            words(name.substring(0, half), centreX(box), centreY(box) - 3, look.text());
            words(name.substring(half), centreX(box), centreY(box) + 15, look.text());
        } else {
            words(name, centreX(box), centreY(box) + 5, look.text());
        }
    }

    private void words(String words, int x, int y, String colour) {
        out.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>"
                .formatted(x, y, colour, text(words)));
    }

    private static boolean isTask(Shape shape) {
        return !shape.kind().endsWith("Gateway") && !shape.kind().endsWith("Event");
    }

    private static boolean isWaiting(Shape shape) {
        return switch (shape.kind()) {
            case "boundaryEvent", "intermediateCatchEvent", "eventBasedGateway" -> true;
            default -> false;
        };
    }

    private static boolean holdsOthers(Shape shape) {
        return shape.kind().equals("subProcess");
    }

    private static boolean isReached(StepMark mark) {
        return mark == StepMark.DONE || mark == StepMark.CURRENT;
    }

    private static int centreX(Box box) {
        return box.x() + box.width() / 2;
    }

    private static int centreY(Box box) {
        return box.y() + box.height() / 2;
    }

    private static int left(Diagram diagram) {
        return boxes(diagram).mapToInt(Box::x).min().orElse(0);
    }

    private static int top(Diagram diagram) {
        return boxes(diagram).mapToInt(Box::y).min().orElse(0);
    }

    private static int width(Diagram diagram) {
        return boxes(diagram).mapToInt(box -> box.x() + box.width()).max().orElse(0) - left(diagram);
    }

    private static int height(Diagram diagram) {
        int flows = diagram.flows().stream()
                .flatMap(flow -> flow.points().stream())
                .mapToInt(Point::y)
                .max()
                .orElse(0);
        int shapes =
                boxes(diagram).mapToInt(box -> box.y() + box.height()).max().orElse(0);
        return Math.max(flows, shapes) - top(diagram);
    }

    /** Everything that takes room: the shapes and their names. */
    private static Stream<Box> boxes(Diagram diagram) {
        return diagram.shapes().stream()
                .flatMap(shape -> Stream.concat(Stream.of(shape.box()), Stream.ofNullable(shape.label())));
    }

    private static String text(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** How a step is drawn. */
    private record Look(String fill, String stroke, String text, String width, boolean dashed) {

        static Look of(StepMark mark) {
            return switch (mark) {
                case DONE -> new Look("#ebfbee", "#2b8a3e", "#2b8a3e", "1.5", false);
                case CURRENT -> new Look("#e7f5ff", "#1864ab", "#1864ab", "3.5", false);
                case NEXT -> new Look("#ffffff", "#1864ab", "#212529", "1.5", true);
                case LEFT -> new Look("#f1f3f5", "#868e96", "#495057", "1.2", true);
                case OPEN -> new Look("#ffffff", "#868e96", "#495057", "1.2", false);
            };
        }
    }
}
