package org.ziyuan.procurement.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ziyuan.procurement.progress.Diagram.Box;
import org.ziyuan.procurement.progress.Diagram.Flow;
import org.ziyuan.procurement.progress.Diagram.Point;
import org.ziyuan.procurement.progress.Diagram.Shape;

class DiagramTests {

    @ParameterizedTest
    @ValueSource(strings = {"school-direct-purchase", "acceptance-and-payment"})
    void everyStepIsDrawnOnceAndNoTwoOverlap(String key) {
        Diagram diagram = Diagram.read(key);
        List<Shape> steps = diagram.shapes().stream()
                .filter(shape -> !shape.kind().equals("boundaryEvent"))
                .filter(shape -> !shape.id().startsWith("withdrawal-"))
                .toList();

        assertThat(diagram.shapes()).extracting(Shape::id).doesNotHaveDuplicates();
        for (Shape one : steps) {
            for (Shape other : steps) {
                assertThat(one.equals(other) || !overlap(one.box(), other.box()))
                        .as(one.id() + " and " + other.id())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"school-direct-purchase", "acceptance-and-payment"})
    void everyFlowBeginsAndEndsAtItsSteps(String key) {
        Diagram diagram = Diagram.read(key);
        Map<String, Box> boxes = diagram.shapes().stream().collect(Collectors.toMap(Shape::id, Shape::box));

        for (Flow flow : diagram.flows()) {
            assertThat(touches(
                            Objects.requireNonNull(boxes.get(flow.from())),
                            flow.points().get(0)))
                    .as(flow.id() + " begins at " + flow.from())
                    .isTrue();
            assertThat(touches(
                            Objects.requireNonNull(boxes.get(flow.to())),
                            flow.points().get(flow.points().size() - 1)))
                    .as(flow.id() + " ends at " + flow.to())
                    .isTrue();
        }
    }

    @Test
    void whatIsToBeReadIsNamed() {
        assertThat(Diagram.read("school-direct-purchase").shapes())
                .filteredOn(
                        shape -> shape.kind().endsWith("Task") || shape.kind().endsWith("Event"))
                .extracting(Shape::name)
                .doesNotContain("");
    }

    @Test
    void stateIsToldByMoreThanColour() {
        String svg = Svg.of(
                List.of(
                        new Svg.Marked(
                                Diagram.read("school-direct-purchase"),
                                Map.of(
                                        "requisition-submitted", StepMark.DONE,
                                        "select-method", StepMark.DONE,
                                        "is-direct", StepMark.DONE,
                                        "approve-accountant", StepMark.CURRENT,
                                        "accountant-agrees", StepMark.NEXT)),
                        new Svg.Marked(Diagram.read("acceptance-and-payment"), Map.of())),
                "学校直购 <1>");

        assertThat(svg).contains("✓", "stroke-width=\"3.5\"", "stroke-dasharray", "学校直购 &lt;1&gt;");
    }

    private static boolean overlap(Box a, Box b) {
        return a.x() < b.x() + b.width()
                && b.x() < a.x() + a.width()
                && a.y() < b.y() + b.height()
                && b.y() < a.y() + a.height();
    }

    private static boolean touches(Box box, Point point) {
        return point.x() >= box.x() - 1
                && point.x() <= box.x() + box.width() + 1
                && point.y() >= box.y() - 1
                && point.y() <= box.y() + box.height() + 1;
    }
}
