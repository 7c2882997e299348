package org.ziyuan.storefront.spending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ziyuan.marketplace.execution.ExecutionMonths.Course;
import org.ziyuan.marketplace.execution.ExecutionMonths.Month;
import org.ziyuan.marketplace.money.Money;

class MonthChartTests {

    @ParameterizedTest
    @CsvSource({
        "0, 100, yuan, 1",
        "43000, 50000, yuan, 500",
        "199900, 200000, yuan, 2000",
        "123456789, 150000000, wan, 150",
        "987654321012, 1000000000000, yi, 100",
        "900000000000000000, 1000000000000000000, yi, 100000000"
    })
    void theAxisEndsAtARoundAmountAboveTheLargest(long largest, long top, String unit, String label) {
        Axis axis = Axis.upTo(largest);

        assertThat(axis.topInFen()).isEqualTo(top).isGreaterThanOrEqualTo(largest);
        assertThat(axis.unit()).isEqualTo(unit);
        List<Axis.Tick> ticks = axis.ticks(10, 200);
        assertThat(ticks).hasSizeBetween(2, 6);
        assertThat(ticks.get(0).label()).isEqualTo("0");
        assertThat(ticks.get(0).y()).isEqualTo(210);
        assertThat(ticks.get(ticks.size() - 1).label()).isEqualTo(label);
        assertThat(ticks.get(ticks.size() - 1).y()).isEqualTo(10);
    }

    @Test
    void nothingIsDrawnOutsideThePlot() {
        MonthChart chart = MonthChart.of(course(500_000_00L));

        assertThat(chart.each().bars()).hasSize(24).allSatisfy(bar -> {
            assertThat(bar.y()).isGreaterThanOrEqualTo(MonthChart.TOP);
            assertThat(bar.y() + bar.height()).isEqualTo(MonthChart.TOP + MonthChart.PLOT_HEIGHT);
            assertThat(bar.x()).isGreaterThanOrEqualTo(MonthChart.LEFT);
            assertThat(bar.x() + bar.width()).isLessThanOrEqualTo(MonthChart.WIDTH);
        });
        assertThat(chart.soFar().lines())
                .allSatisfy(line -> assertThat(line.marks()).hasSize(12).allMatch(mark -> mark.y() >= MonthChart.TOP));
        assertThat(chart.soFar().limitY()).isGreaterThanOrEqualTo(MonthChart.TOP);
    }

    @Test
    void whatComesTogetherNeverFallsWhileItGrows() {
        List<MonthDrawing.Point> marks =
                MonthChart.of(course(500_000_00L)).soFar().lines().get(1).marks();

        for (int place = 1; place < marks.size(); place++) {
            assertThat(marks.get(place).y())
                    .isLessThanOrEqualTo(marks.get(place - 1).y());
            assertThat(marks.get(place).x()).isGreaterThan(marks.get(place - 1).x());
        }
    }

    @Test
    void aYearWithoutMoneyHasAChartWithoutALimit() {
        MonthChart chart = MonthChart.of(new Course("空", Money.ZERO, List.of()));

        assertThat(chart.soFar().limitY()).isNegative();
        assertThat(chart.each().bars()).isEmpty();
        assertThat(chart.soFar().ticks()).isNotEmpty();
    }

    private static Course course(long appropriated) {
        List<Month> months = IntStream.rangeClosed(1, 12)
                .mapToObj(period -> new Month(
                        period,
                        Money.ofFen(3_000_00L * period),
                        Money.ofFen(2_000_00L * period),
                        Money.ofFen(3_000_00L * period * (period + 1) / 2),
                        Money.ofFen(2_000_00L * period * (period + 1) / 2)))
                .toList();
        return new Course("晨光小学", Money.ofFen(appropriated), months);
    }
}
