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
record MonthChart(Drawing soFar, Drawing each) {

    static final int WIDTH = 960;
    static final int HEIGHT = 280;
    static final int LEFT = 72;
    static final int TOP = 24;
    static final int PLOT_HEIGHT = 208;
    private static final int PLOT_WIDTH = 872;

    /** One drawing: its axis, its months below it, and what stands in it. */
    record Drawing(Axis axis, List<Axis.Tick> ticks, List<Label> labels, List<Bar> bars, List<Line> lines, int limitY) {

        public int right() {
            return LEFT + PLOT_WIDTH;
        }

        public int bottom() {
            return TOP + PLOT_HEIGHT;
        }

        public int width() {
            return WIDTH;
        }

        public int height() {
            return HEIGHT;
        }

        public int left() {
            return LEFT;
        }
    }

    /** A month under the axis. */
    record Label(int period, int x, int y) {}

    /**
     * What a month added.
     *
     * @param state the money state whose colour it has
     */
    record Bar(String state, int x, int y, int width, int height, int period, long amountInFen) {}

    /**
     * What came together so far.
     *
     * @param points as SVG writes them
     */
    record Line(String state, String points, List<Point> marks) {}

    record Point(int x, int y) {}

    static MonthChart of(Course course) {
        return new MonthChart(soFar(course), each(course));
    }

    private static Drawing soFar(Course course) {
        long appropriated = course.appropriated().fen();
        long most = course.months().stream()
                .mapToLong(month -> month.committedSoFar().fen())
                .max()
                .orElse(0);
        Axis axis = Axis.upTo(Math.max(appropriated, most));
        List<Month> months = course.months();
        return new Drawing(
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

    private static Drawing each(Course course) {
        List<Month> months = course.months();
        long most = months.stream()
                .mapToLong(
                        month -> Math.max(month.committed().fen(), month.spent().fen()))
                .max()
                .orElse(0);
        Axis axis = Axis.upTo(most);
        List<Bar> bars = new ArrayList<>();
        int wide = PLOT_WIDTH / Math.max(1, months.size());
        for (int place = 0; place < months.size(); place++) {
            Month month = months.get(place);
            int middle = middle(place, months.size());
            bars.add(bar("encumbered", month, month.committed().fen(), middle - wide / 3, wide / 3 - 1, axis));
            bars.add(bar("spent", month, month.spent().fen(), middle + 1, wide / 3 - 1, axis));
        }
        return new Drawing(axis, axis.ticks(TOP, PLOT_HEIGHT), labels(months), bars, List.of(), -1);
    }

    private static Bar bar(String state, Month month, long amount, int x, int width, Axis axis) {
        int height = axis.length(amount, PLOT_HEIGHT);
        return new Bar(state, x, TOP + PLOT_HEIGHT - height, width, height, month.period(), amount);
    }

    private static Line line(String state, List<Month> months, Axis axis, ToLongFunction<Month> amount) {
        List<Point> marks = new ArrayList<>();
        for (int place = 0; place < months.size(); place++) {
            marks.add(new Point(
                    middle(place, months.size()), axis.y(amount.applyAsLong(months.get(place)), TOP, PLOT_HEIGHT)));
        }
        return new Line(
                state, marks.stream().map(mark -> mark.x() + "," + mark.y()).collect(Collectors.joining(" ")), marks);
    }

    private static List<Label> labels(List<Month> months) {
        List<Label> labels = new ArrayList<>();
        for (int place = 0; place < months.size(); place++) {
            labels.add(new Label(months.get(place).period(), middle(place, months.size()), TOP + PLOT_HEIGHT + 20));
        }
        return labels;
    }

    private static int middle(int place, int months) {
        return LEFT + (2 * place + 1) * PLOT_WIDTH / (2 * Math.max(1, months));
    }
}
