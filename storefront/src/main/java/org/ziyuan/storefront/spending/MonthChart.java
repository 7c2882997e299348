package org.ziyuan.storefront.spending;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.ziyuan.marketplace.execution.ExecutionMonths.Course;
import org.ziyuan.marketplace.execution.ExecutionMonths.Month;

/**
 * The months of a year as two drawings made here, not in the browser. One shows what was promised and paid so far
 * against the year's money, the other what each month added.
 */
record MonthChart(MonthDrawing soFar, MonthDrawing each) {

    static final int WIDTH = 960;
    static final int HEIGHT = 280;
    static final int LEFT = 72;
    static final int TOP = 24;
    static final int PLOT_HEIGHT = 208;
    static final int PLOT_WIDTH = 872;

    static MonthChart of(Course course) {
        return new MonthChart(soFar(course), each(course));
    }

    private static MonthDrawing soFar(Course course) {
        long appropriated = course.appropriated().fen();
        long most = course.months().stream()
                .mapToLong(month -> month.committedSoFar().fen())
                .max()
                .orElse(0);
        Axis axis = Axis.upTo(Math.max(appropriated, most));
        List<Month> months = course.months();
        return new MonthDrawing(
                axis,
                axis.ticks(TOP, PLOT_HEIGHT),
                labels(months),
                List.of(),
                List.of(
                        line(
                                "encumbered",
                                months,
                                axis,
                                month -> month.committedSoFar().fen()),
                        line("spent", months, axis, month -> month.spentSoFar().fen())),
                appropriated > 0 ? axis.y(appropriated, TOP, PLOT_HEIGHT) : -1);
    }

    private static MonthDrawing each(Course course) {
        List<Month> months = course.months();
        long most = months.stream()
                .mapToLong(
                        month -> Math.max(month.committed().fen(), month.spent().fen()))
                .max()
                .orElse(0);
        Axis axis = Axis.upTo(most);
        List<MonthDrawing.Bar> bars = new ArrayList<>();
        int wide = PLOT_WIDTH / Math.max(1, months.size());
        for (int place = 0; place < months.size(); place++) {
            Month month = months.get(place);
            int middle = middle(place, months.size());
            bars.add(bar("encumbered", month, month.committed().fen(), middle - wide / 3, wide / 3 - 1, axis));
            bars.add(bar("spent", month, month.spent().fen(), middle + 1, wide / 3 - 1, axis));
        }
        return new MonthDrawing(axis, axis.ticks(TOP, PLOT_HEIGHT), labels(months), bars, List.of(), -1);
    }

    private static MonthDrawing.Bar bar(String state, Month month, long amount, int x, int width, Axis axis) {
        int height = axis.length(amount, PLOT_HEIGHT);
        return new MonthDrawing.Bar(state, x, TOP + PLOT_HEIGHT - height, width, height, month.period(), amount);
    }

    private static MonthDrawing.Line line(String state, List<Month> months, Axis axis, ToLongFunction<Month> amount) {
        List<MonthDrawing.Point> marks = new ArrayList<>();
        for (int place = 0; place < months.size(); place++) {
            marks.add(new MonthDrawing.Point(
                    middle(place, months.size()), axis.y(amount.applyAsLong(months.get(place)), TOP, PLOT_HEIGHT)));
        }
        return new MonthDrawing.Line(
                state, marks.stream().map(mark -> mark.x() + "," + mark.y()).collect(Collectors.joining(" ")), marks);
    }

    private static List<MonthDrawing.Label> labels(List<Month> months) {
        List<MonthDrawing.Label> labels = new ArrayList<>();
        for (int place = 0; place < months.size(); place++) {
            labels.add(new MonthDrawing.Label(
                    months.get(place).period(), middle(place, months.size()), TOP + PLOT_HEIGHT + 20));
        }
        return labels;
    }

    private static int middle(int place, int months) {
        return LEFT + (2 * place + 1) * PLOT_WIDTH / (2 * Math.max(1, months));
    }
}
