package org.ziyuan.procurement.progress;

import java.util.Locale;
import org.ziyuan.procurement.progress.Diagram.Box;
import org.ziyuan.procurement.progress.Diagram.Shape;

/** Draws the shapes of a diagram, each by its kind and as far as the process has come. */
final class SvgShapes {

    private final StringBuilder out;

    SvgShapes(StringBuilder out) {
        this.out = out;
    }

    void draw(Shape shape, StepMark mark) {
        Look look = Look.of(mark);
        out.append("<g class=\"process-node is-%s\" data-step=\"%s\">"
                .formatted(mark.name().toLowerCase(Locale.ROOT), shape.id()));
        outline(shape, look);
        Box label = shape.label();
        Box box = shape.box();
        if (shape.kind().equals("exclusiveGateway")) {
            SvgWords.put(out, "×", centreX(box), centreY(box) + 5, look.stroke());
        } else if (isWaiting(shape)) {
            ring(box, look);
        }
        if (label != null) {
            SvgWords.put(out, shape.name(), label.x() + label.width() / 2, label.y() + 12, look.text());
        } else if (isTask(shape)) {
            wrapped(shape, look);
        }
        if (mark == StepMark.DONE && isTask(shape)) {
            SvgWords.put(out, "✓", box.x() + box.width() - 12, box.y() + 16, look.stroke());
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
            SvgWords.put(out, name, box.x() + 30, box.y() + 20, look.text());
        } else if (name.length() > 7) {
            int half = (name.length() + 1) / 2;
            SvgWords.put(out, name.substring(0, half), centreX(box), centreY(box) - 3, look.text());
            SvgWords.put(out, name.substring(half), centreX(box), centreY(box) + 15, look.text());
        } else {
            SvgWords.put(out, name, centreX(box), centreY(box) + 5, look.text());
        }
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

    private static int centreX(Box box) {
        return box.x() + box.width() / 2;
    }

    private static int centreY(Box box) {
        return box.y() + box.height() / 2;
    }
}
