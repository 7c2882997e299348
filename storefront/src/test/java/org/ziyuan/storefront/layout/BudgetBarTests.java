package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ziyuan.storefront.layout.BudgetBar.Segment;

class BudgetBarTests {

    private final BudgetBar bar = new BudgetBar("生均公用经费 · 2026", 100_00, 50_00, 25_00, 20_00, 5_00);

    @Test
    void fillsItsWholeWidthWithoutGapOrOverlap() {
        long end = 0;
        for (Segment segment : bar.segments()) {
            assertThat(segment.start()).isEqualTo(end);
            end += segment.width();
        }

        assertThat(end).isEqualTo(1000);
    }

    @Test
    void movesMoneyBetweenStatesWithoutMakingOrLosingAny() {
        BudgetBar after = bar.reserving(40_00)
                .encumbering(60_00)
                .accepting(10_00)
                .spending(5_00)
                .releasing(10_00);

        assertThat(after.total()).isEqualTo(bar.total());
        assertThat(after).isEqualTo(new BudgetBar(bar.name(), 70_00, 20_00, 75_00, 25_00, 10_00));
    }

    @Test
    void saysWhatIsMissingWhenAClickWouldOverdraw() {
        BudgetBar after = bar.reserving(130_00);

        assertThat(bar.overdrawn()).isFalse();
        assertThat(after.overdrawn()).isTrue();
        assertThat(after.shortfall()).isEqualTo(30_00);
        assertThat(after.segments()).allMatch(segment -> segment.width() >= 0);
    }

    @Test
    void standsEmptyWhenNothingWasAppropriated() {
        List<Segment> segments = new BudgetBar("空", 0, 0, 0, 0, 0).segments();

        assertThat(segments).hasSize(5).allMatch(segment -> segment.width() == 0);
    }
}
