package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresTests {

    private final Figures figures = new Figures();

    @Test
    void writesFenAsYuanWithSeparatorsAndTwoDecimals() {
        assertThat(figures.money(0)).isEqualTo("¥0.00");
        assertThat(figures.money(5)).isEqualTo("¥0.05");
        assertThat(figures.money(1_234_56)).isEqualTo("¥1,234.56");
        assertThat(figures.money(-3_760_00)).isEqualTo("−¥3,760.00");
        assertThat(figures.money(-7)).isEqualTo("−¥0.07");
        assertThat(figures.money(Long.MAX_VALUE)).isEqualTo("¥92,233,720,368,547,758.07");
        assertThat(figures.money(Long.MIN_VALUE)).isEqualTo("−¥92,233,720,368,547,758.08");
    }

    @Test
    void writesAnAmountFieldWithoutSeparators() {
        assertThat(figures.amount(12_600_00)).isEqualTo("12600.00");
    }

    @Test
    void writesTimesInBeijing() {
        Instant newYearsEve = Instant.parse("2026-12-31T16:05:00Z");

        assertThat(figures.moment(newYearsEve)).isEqualTo("2027-01-01 00:05");
        assertThat(figures.day(newYearsEve)).isEqualTo("2027-01-01");
    }

    @Test
    void countsCalendarDaysNotPeriodsOf24Hours() {
        assertThat(figures.daysUntil(Instant.now())).isZero();
        assertThat(figures.daysUntil(Instant.now().plusSeconds(24 * 3600))).isEqualTo(1);
        assertThat(figures.daysUntil(Instant.now().minusSeconds(48 * 3600))).isEqualTo(-2);
    }

    @Test
    void writesAShareWithOneDecimalAndNoShareOfNothing() {
        assertThat(figures.percent(340_000, 3_200_000)).isEqualTo("10.6%");
        assertThat(figures.percent(0, 100)).isEqualTo("0.0%");
        assertThat(figures.percent(0, 0)).isEqualTo("—");
    }

    @Test
    void aBarIsFilledWithWhatIsDone() {
        assertThat(figures.filled(0, 100_00)).isZero();
        assertThat(figures.filled(0, 0)).isZero();
        assertThat(figures.filled(1, 1_000_000_00)).isZero();
        assertThat(figures.filled(110_00, 100_00)).isEqualTo(1000);
        assertThat(figures.filled(50_00, 100_00)).isEqualTo(500);
        assertThat(figures.filled(100_00, 100_00)).isEqualTo(1000);
    }
}
