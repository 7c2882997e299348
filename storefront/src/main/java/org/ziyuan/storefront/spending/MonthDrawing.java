package org.ziyuan.storefront.spending;

import java.util.List;

/** One drawing: its axis, its months below it, and what stands in it. */
record MonthDrawing(
        Axis axis, List<Axis.Tick> ticks, List<Label> labels, List<Bar> bars, List<Line> lines, int limitY) {

    public int right() {
        return MonthChart.LEFT + MonthChart.PLOT_WIDTH;
    }

    public int bottom() {
        return MonthChart.TOP + MonthChart.PLOT_HEIGHT;
    }

    public int width() {
        return MonthChart.WIDTH;
    }

    public int height() {
        return MonthChart.HEIGHT;
    }

    public int left() {
        return MonthChart.LEFT;
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
}
