package org.ziyuan.procurement.progress;

import java.util.stream.Stream;
import org.ziyuan.procurement.progress.Diagram.Box;
import org.ziyuan.procurement.progress.Diagram.Point;

/** The room that a diagram takes. */
final class DiagramFrame {

    private DiagramFrame() {}

    static int left(Diagram diagram) {
        return boxes(diagram).mapToInt(Box::x).min().orElse(0);
    }

    static int top(Diagram diagram) {
        return boxes(diagram).mapToInt(Box::y).min().orElse(0);
    }

    static int width(Diagram diagram) {
        return boxes(diagram).mapToInt(box -> box.x() + box.width()).max().orElse(0) - left(diagram);
    }

    static int height(Diagram diagram) {
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
}
