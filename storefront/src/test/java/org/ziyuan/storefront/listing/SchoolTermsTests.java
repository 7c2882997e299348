package org.ziyuan.storefront.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.listing.LicenceModel;
import org.ziyuan.marketplace.listing.Meter;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.money.Money;

class SchoolTermsTests {

    private static final UUID HELD = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final SchoolTerms purchaser = new SchoolTerms(true, true, Map.of("", 1260, "小学", 900), Set.of(HELD));

    @Test
    void aYearCostsThePriceTimesThePupilsOfTheStage() {
        assertThat(purchaser.yearInFen(Meter.PUPIL_YEAR, 850, "小学")).isEqualTo(765_000);
        assertThat(purchaser.yearInFen(Meter.PUPIL_YEAR, 850, null)).isEqualTo(1_071_000);
        assertThat(purchaser.yearInFen(Meter.SEAT_YEAR, 850, "小学")).isNull();
        assertThat(SchoolTerms.STRANGER.yearInFen(Meter.PUPIL_YEAR, 850, null)).isNull();
    }

    @Test
    void whatIsHeldIsLicensedAndTheRestCanBeAskedForByThoseWhoAsk() {
        SchoolTerms pupil = new SchoolTerms(true, false, Map.of(), Set.of());

        assertThat(purchaser.licenceState(HELD, true)).isEqualTo("licensed");
        assertThat(purchaser.licenceState(OTHER, true)).isEqualTo("requestable");
        assertThat(purchaser.licenceState(OTHER, false)).isEqualTo("none");
        assertThat(pupil.licenceState(OTHER, true)).isEqualTo("none");
        assertThat(SchoolTerms.STRANGER.licenceState(OTHER, true)).isNull();
    }

    @Test
    void anOfferProposesTheHeadcountButNeverLessThanItsMinimum() {
        assertThat(OfferRow.of(offer(Meter.PUPIL_YEAR, 1), purchaser, "小学"))
                .extracting(OfferRow::quantity, OfferRow::totalInFen, OfferRow::counted)
                .containsExactly(900, 765_000L, true);
        assertThat(OfferRow.of(offer(Meter.SEAT_YEAR, 20), purchaser, "小学"))
                .extracting(OfferRow::quantity, OfferRow::totalInFen, OfferRow::counted)
                .containsExactly(20, 17_000L, false);
        assertThat(OfferRow.of(offer(Meter.PUPIL_YEAR, 1), SchoolTerms.STRANGER, null)
                        .totalInFen())
                .isNull();
    }

    private static Offer offer(Meter meter, int minimum) {
        return new Offer(
                UUID.randomUUID(),
                OTHER,
                "按学生授权",
                LicenceModel.NAMED_SEAT,
                meter,
                Money.ofFen(850),
                1,
                12,
                minimum,
                false,
                "");
    }
}
