package org.ziyuan.storefront.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.marketplace.listing.LicenceModel;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.listing.Meter;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.listing.Sale;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.procurement.choosing.ForWhom;
import org.ziyuan.procurement.choosing.PupilCount;
import org.ziyuan.procurement.choosing.Served;
import org.ziyuan.procurement.choosing.Served.Basis;
import org.ziyuan.procurement.choosing.UserGroup;

class SchoolTermsTests {

    private static final UUID HELD = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final Served SOME = new Served(1, Basis.STAGE);

    private final PupilCount pupils = new PupilCount(
            Map.of("primary", 900, "junior", 360), List.of(150, 150, 140, 160, 150, 150, 120, 120, 120, 0, 0, 0));
    private final SchoolTerms purchaser = new SchoolTerms(true, true, pupils, Set.of(HELD));

    @Test
    void aYearCostsThePriceTimesThePupilsItIsFor() {
        Offer perPupil = offer("按学生", LicenceModel.NAMED_SEAT, Meter.PUPIL_YEAR, 850, 1);

        assertThat(least(purchaser.served("小学", "三年级"), perPupil)).isEqualTo(119_000);
        assertThat(least(purchaser.served("小学", "水平一"), perPupil)).isEqualTo(765_000);
        assertThat(least(purchaser.served("小学", null), perPupil)).isEqualTo(765_000);
        assertThat(least(purchaser.served(null, null), perPupil)).isEqualTo(1_071_000);
        assertThat(least(purchaser.served("高中", null), perPupil)).isNull();
        assertThat(least(SchoolTerms.STRANGER.served(null, null), perPupil)).isNull();
    }

    /** A card names the sum that the listing's page leads with. */
    @Test
    void theOfferThatFitsIsWhatACardNames() {
        Offer perPupil = offer("按学生", LicenceModel.NAMED_SEAT, Meter.PUPIL_YEAR, 850, 1);
        Offer everybody = offer("全校", LicenceModel.SCHOOL, Meter.SCHOOL_YEAR, 590_000, 1);

        assertThat(least(purchaser.served("小学", "三年级"), perPupil, everybody)).isEqualTo(119_000);
        assertThat(least(purchaser.served("小学", null), perPupil, everybody)).isEqualTo(590_000);
        assertThat(least(purchaser.served("小学", null))).isNull();
    }

    private static @Nullable Long least(Served served, Offer... offers) {
        return SchoolTerms.leastInFen(List.of(offers), served);
    }

    @Test
    void whatIsHeldIsLicensedAndTheRestCanBeAskedForByThoseWhoAsk() {
        SchoolTerms pupil = new SchoolTerms(true, false, PupilCount.NONE, Set.of());
        Served nobody = new Served(0, Basis.NOT_TAUGHT);

        assertThat(purchaser.licenceState(HELD, true, nobody)).isEqualTo("licensed");
        assertThat(purchaser.licenceState(OTHER, true, SOME)).isEqualTo("requestable");
        assertThat(purchaser.licenceState(OTHER, true, nobody)).isEqualTo("elsewhere");
        assertThat(purchaser.licenceState(OTHER, false, SOME)).isEqualTo("none");
        assertThat(pupil.licenceState(OTHER, true, SOME)).isEqualTo("none");
        assertThat(SchoolTerms.STRANGER.licenceState(OTHER, true, SOME)).isNull();
    }

    @Test
    void theOfferThatCoversTheGradeForLeastComesFirst() {
        Listing listing = listing(
                "三年级",
                offer("按学生", LicenceModel.NAMED_SEAT, Meter.PUPIL_YEAR, 850, 1),
                offer("全校", LicenceModel.SCHOOL, Meter.SCHOOL_YEAR, 590_000, 1));

        assertThat(rows(listing, ForWhom.UNSAID))
                .extracting(row -> row.offer().name(), OfferRow::quantity, OfferRow::totalInFen, OfferRow::best)
                .containsExactly(tuple("按学生", 140, 119_000L, true), tuple("全校", 1, 590_000L, false));
        ForWhom all = new ForWhom(UserGroup.PUPILS, List.of(), null);
        assertThat(rows(listing, all))
                .extracting(row -> row.offer().name(), OfferRow::totalInFen)
                .containsExactly(tuple("全校", 590_000L), tuple("按学生", 765_000L));
        ForWhom twenty = new ForWhom(UserGroup.PUPILS, List.of(Grade.GRADE_3), 20);
        assertThat(rows(listing, twenty).get(0).totalInFen()).isEqualTo(17_000);
    }

    @Test
    void anOfferNeverProposesLessThanItsMinimumAndAStrangerIsToldNoSum() {
        Listing listing = listing(null, offer("席位", LicenceModel.NAMED_SEAT, Meter.SEAT_YEAR, 850, 2_000));

        assertThat(rows(listing, ForWhom.UNSAID).get(0).quantity()).isEqualTo(2_000);
        Need stranger = Need.of(listing, SchoolTerms.STRANGER, ForWhom.UNSAID, "");
        assertThat(OfferRow.of(listing, SchoolTerms.STRANGER, stranger).get(0).totalInFen())
                .isNull();
    }

    @Test
    void teachersAreNotCountedAsPupils() {
        Listing listing = listing("三年级", offer("按学生", LicenceModel.NAMED_SEAT, Meter.PUPIL_YEAR, 850, 1));
        Need need = Need.of(listing, purchaser, new ForWhom(UserGroup.TEACHERS, List.of(), null), "");

        assertThat(need.people()).isNull();
        assertThat(OfferRow.of(listing, purchaser, need).get(0).covers()).isFalse();
    }

    /** Seen as a fault: whoever typed enough people saw the whole school's price lead. */
    @Test
    void morePupilsThanTheSchoolHasMakeNoPriceForEverybodyTheCheapestUnlessTheyAreExplained() {
        Listing listing = listing(
                "三年级",
                offer("按学生", LicenceModel.NAMED_SEAT, Meter.PUPIL_YEAR, 850, 1),
                offer("全校", LicenceModel.SCHOOL, Meter.SCHOOL_YEAR, 590_000, 1));
        ForWhom many = new ForWhom(UserGroup.PUPILS, List.of(Grade.GRADE_3), 1_000);

        Need unexplained = Need.of(listing, purchaser, many, "");
        assertThat(unexplained.people()).isEqualTo(140);
        assertThat(unexplained.unexplained()).isEqualTo(1_000);
        assertThat(OfferRow.of(listing, purchaser, unexplained).get(0).offer().name())
                .isEqualTo("按学生");
        Need explained = Need.of(listing, purchaser, many, "集团校一起用");
        assertThat(explained.people()).isEqualTo(1_000);
        assertThat(explained.why()).isEqualTo("集团校一起用");
        assertThat(explained.unexplained()).isNull();
        assertThat(OfferRow.of(listing, purchaser, explained).get(0).offer().name())
                .isEqualTo("全校");
        assertThat(Need.of(listing, purchaser, new ForWhom(UserGroup.PUPILS, List.of(Grade.GRADE_3), 140), "x")
                        .why())
                .isEmpty();
    }

    private List<OfferRow> rows(Listing listing, ForWhom said) {
        return OfferRow.of(listing, purchaser, Need.of(listing, purchaser, said, ""));
    }

    private static Listing listing(@Nullable String grade, Offer... offers) {
        return new Listing(
                OTHER,
                1,
                ListingState.PUBLISHED,
                "textbook",
                "数学",
                "",
                "",
                "",
                "小学",
                "数学",
                null,
                grade,
                null,
                null,
                new UUID(0, 3),
                "供应商",
                OffsetDateTime.parse("2026-08-20T00:00:00+08:00"),
                Sale.ALWAYS,
                List.of(offers));
    }

    private static Offer offer(String name, LicenceModel model, Meter meter, long fen, int minimum) {
        return new Offer(UUID.randomUUID(), OTHER, name, model, meter, Money.ofFen(fen), 1, 12, minimum, false, "");
    }
}
