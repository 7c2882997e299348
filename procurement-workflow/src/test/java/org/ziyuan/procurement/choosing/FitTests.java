package org.ziyuan.procurement.choosing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.ziyuan.procurement.choosing.UserGroup.PUPILS;
import static org.ziyuan.procurement.choosing.UserGroup.TEACHERS;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.listing.LicenceModel;
import org.ziyuan.marketplace.listing.Meter;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.money.Money;

class FitTests {

    private static final UUID LISTING = new UUID(0, 1);

    private final Offer perPupil = offer("按学生", LicenceModel.NAMED_SEAT, Meter.PUPIL_YEAR, 850, 12, false);
    private final Offer wholeSchool = offer("全校", LicenceModel.SCHOOL, Meter.SCHOOL_YEAR, 590_000, 12, false);
    private final Offer perTeacher = offer("教师席位", LicenceModel.NAMED_SEAT, Meter.SEAT_YEAR, 4_250, 12, false);
    private final Offer threeYears = offer("三年", LicenceModel.NAMED_SEAT, Meter.PUPIL_YEAR, 2_100, 36, false);
    private final Offer trial = offer("试用", LicenceModel.SCHOOL, Meter.SCHOOL_YEAR, 100, 12, true);
    private final Offer halfYear = offer("半年", LicenceModel.NAMED_SEAT, Meter.PUPIL_YEAR, 300, 6, false);
    private final Offer training = offer("每期", LicenceModel.SERVICE, Meter.ONE_OFF, 980_000, null, false);

    @Test
    void theCheapestThatCoversTheNeedComesFirst() {
        assertThat(Fit.all(List.of(perPupil, wholeSchool), PUPILS, 1_695))
                .extracting(
                        fit -> fit.offer().name(),
                        Fit::quantity,
                        fit -> fit.total().fen(),
                        Fit::covers)
                .containsExactly(tuple("全校", 1, 590_000L, true), tuple("按学生", 1_695, 1_440_750L, true));
        assertThat(Fit.all(List.of(wholeSchool, perPupil), PUPILS, 286))
                .extracting(fit -> fit.offer().name())
                .containsExactly("按学生", "全校");
    }

    @Test
    void whatIsATrialOrTooShortOrForOthersCoversNothing() {
        assertThat(Fit.all(List.of(trial, halfYear, perPupil), PUPILS, 10))
                .filteredOn(Fit::covers)
                .extracting(fit -> fit.offer().name())
                .containsExactly("按学生");
        assertThat(Fit.all(List.of(perPupil, perTeacher), TEACHERS, 40))
                .filteredOn(Fit::covers)
                .extracting(fit -> fit.offer().name())
                .containsExactly("教师席位");
    }

    @Test
    void whatRunsForYearsIsComparedByItsYear() {
        assertThat(Fit.all(List.of(perPupil, threeYears), PUPILS, 100))
                .extracting(fit -> fit.offer().name())
                .containsExactly("三年", "按学生");
        assertThat(Fit.cheaperThan(threeYears, 100, new ForWhom(PUPILS, List.of(), 100), List.of(perPupil, threeYears)))
                .isEmpty();
    }

    @Test
    void aDearerChoiceIsToldOfWhatWouldDo() {
        assertThat(cheaper(perPupil, 1_695, PUPILS, 1_695)).isEqualTo("全校 590000");
        assertThat(cheaper(wholeSchool, 1, PUPILS, 286)).isEqualTo("按学生 243100");
        assertThat(cheaper(perPupil, 286, PUPILS, 286)).isNull();
        assertThat(cheaper(wholeSchool, 1, PUPILS, 1_695)).isNull();
        assertThat(cheaper(perTeacher, 200, TEACHERS, 200)).isEqualTo("全校 590000");
    }

    @Test
    void whereNobodySaysForHowManyAPriceForAllIsNotSetAgainstOnePerHead() {
        assertThat(cheaper(wholeSchool, 1, null, null)).isNull();
        assertThat(cheaper(perPupil, 1_695, null, null)).isEqualTo("全校 590000");
        assertThat(cheaper(perTeacher, 40, null, null)).isNull();
        assertThat(cheaper(training, 1, null, null)).isNull();
    }

    @Test
    void moreUnitsThanPeopleAreSpare() {
        List<Offer> all = List.of(perPupil, wholeSchool);

        assertThat(new Choice(perPupil.id(), 300, new ForWhom(PUPILS, List.of(), 286), all).spare())
                .isEqualTo(14);
        assertThat(new Choice(perPupil.id(), 286, new ForWhom(PUPILS, List.of(), 286), all).spare())
                .isZero();
        assertThat(new Choice(perPupil.id(), 286, new ForWhom(PUPILS, List.of(), null), all).spare())
                .isZero();
        assertThat(new Choice(wholeSchool.id(), 2, new ForWhom(PUPILS, List.of(), 1), all).spare())
                .isZero();
    }

    private @Nullable String cheaper(
            Offer chosen, int quantity, @Nullable UserGroup audience, @Nullable Integer people) {
        return Fit.cheaperThan(
                        chosen,
                        quantity,
                        new ForWhom(audience, List.of(), people),
                        List.of(perPupil, wholeSchool, perTeacher, trial, halfYear, training))
                .map(fit -> fit.offer().name() + " " + fit.total().fen())
                .orElse(null);
    }

    private static Offer offer(
            String name, LicenceModel model, Meter meter, long fen, @Nullable Integer months, boolean trial) {
        return new Offer(UUID.randomUUID(), LISTING, name, model, meter, Money.ofFen(fen), 1, months, 1, trial, "");
    }
}
