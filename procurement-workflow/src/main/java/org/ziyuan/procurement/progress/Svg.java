package org.ziyuan.procurement.progress;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ziyuan.procurement.progress.Diagram.Box;
import org.ziyuan.procurement.progress.Diagram.Flow;
import org.ziyuan.procurement.progress.Diagram.Shape;

/**
 * A diagram as SVG. Classes say what is what for a style sheet, attributes say enough for a picture without one; there
 * is no script and no inline style. State is never told by colour alone: done is ticked, current is drawn thick.
 */
final class Svg {

    private static final int MARGIN = 20;

    private final StringBuilder out = new StringBuilder(16_384);
    private final SvgShapes shapes = new SvgShapes(out);

    private Svg() {}

    /** The diagrams one below the other. */
    static String of(List<Marked> diagrams, String title) {
        Svg svg = new Svg();
        int width = diagrams.stream()
                        .mapToInt(one -> DiagramFrame.width(one.diagram()))
                        .max()
                        .orElse(0)
                + 2 * MARGIN;
        int height = diagrams.stream()
                .mapToInt(one -> DiagramFrame.height(one.diagram()) + 2 * MARGIN)
                .sum();
        svg.out.append(("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"process-picture\" role=\"img\" "
                        + "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\"><title>%s</title>"
                        + "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" "
                        + "markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#868e96\"/></marker></defs>")
                .formatted(width, height, SvgWords.safe(title)));
        int top = MARGIN;
        for (Marked one : diagrams) {
            svg.draw(one, top);
            top += DiagramFrame.height(one.diagram()) + 2 * MARGIN;
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
        int left = MARGIN - DiagramFrame.left(one.diagram());
        out.append("<g transform=\"translate(%d %d)\" data-process=\"%s\">"
                .formatted(
                        left,
                        top - DiagramFrame.top(one.diagram()),
                        one.diagram().key()));
        one.diagram().shapes().stream()
                .filter(Svg::holdsOthers)
                .forEach(shape -> shapes.draw(shape, one.of(shape.id())));
        one.diagram().flows().forEach(flow -> draw(flow, one));
        one.diagram().shapes().stream()
                .filter(shape -> !holdsOthers(shape))
                .forEach(shape -> shapes.draw(shape, one.of(shape.id())));
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
            SvgWords.put(out, flow.name(), label.x() + label.width() / 2, label.y() + 12, "#495057");
        }
    }

    private static boolean holdsOthers(Shape shape) {
        return shape.kind().equals("subProcess");
    }

    private static boolean isReached(StepMark mark) {
        return mark == StepMark.DONE || mark == StepMark.CURRENT;
    }
}
