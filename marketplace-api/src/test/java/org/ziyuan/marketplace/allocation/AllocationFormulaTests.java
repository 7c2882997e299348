package org.ziyuan.marketplace.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.allocation.AllocationFormula.Term;
import org.ziyuan.marketplace.allocation.KeptRules.LineRule;
import org.ziyuan.marketplace.allocation.KeptRules.Share;
import org.ziyuan.marketplace.allocation.Rates.Key;
import org.ziyuan.marketplace.allocation.Rates.Standard;
import org.ziyuan.marketplace.enrolment.Disability;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;

class AllocationFormulaTests {

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final java.util.UUID SCHOOL = Ids.next();

    /** Guangdong's standards as they are seeded. */
    private static final Rates GUANGDONG = rates(Map.of(
            new Key("primary", "base", ""),
            amount(115_000),
            new Key("junior", "base", ""),
            amount(195_000),
            new Key("primary", "boarding-supplement", ""),
            amount(30_000),
            new Key("junior", "boarding-supplement", ""),
            amount(30_000),
            new Key("primary", "small-site-floor", ""),
            new Standard(null, 100, null),
            new Key("junior", "small-site-floor", ""),
            new Standard(null, 100, null),
            new Key("special", "special-education", "visual"),
            new Standard(null, null, 1000),
            new Key("special", "special-education", "speech"),
            new Standard(null, null, 800)));

    @Example
    void countsAPointOfFewerThanAHundredAsAHundred() {
        assertThat(fen(site("primary", 99, 0, 99, Map.of()))).isEqualTo(100 * 115_000);
        assertThat(fen(site("primary", 100, 0, 100, Map.of()))).isEqualTo(100 * 115_000);
        assertThat(fen(site("primary", 101, 0, 101, Map.of()))).isEqualTo(101 * 115_000);
    }

    @Example
    void aSmallLevelOfALargePointCountsOnlyItsPupils() {
        assertThat(fen(site("primary", 40, 0, 500, Map.of()))).isEqualTo(40 * 115_000);
    }

    @Example
    void boardersAddTheSupplementAndPupilsWithDisabilitiesTheirMultiple() {
        Site site = site("junior", 300, 50, 300, Map.of(Disability.VISUAL, 3, Disability.SPEECH, 2));

        List<Term> terms = AllocationFormula.terms(site, GUANGDONG);

        assertThat(terms)
                .extracting(Term::component)
                .containsExactly("base", "boarding-supplement", "special-education", "special-education");
        assertThat(terms)
                .extracting(term -> term.amount().fen())
                .containsExactly(295L * 195_000, 50L * 30_000, 3L * 1_950_000, 2L * 1_560_000);
    }

    @Example
    void aSpecialSchoolIsMeasuredByTheLowestOrdinaryStandard() {
        Site site = site("special", 3, 0, 3, Map.of(Disability.SPEECH, 3));

        assertThat(fen(site)).isEqualTo(3 * 8 * 115_000);
    }

    @Example
    void anAmountPerPupilGoesBeforeAMultiple() {
        Rates nation = rates(Map.of(
                new Key("primary", "base", ""), amount(72_000),
                new Key("special", "special-education", "visual"), amount(700_000)));

        assertThat(AllocationFormula.amount(
                        AllocationFormula.terms(site("primary", 2, 0, 2, Map.of(Disability.VISUAL, 1)), nation)))
                .isEqualTo(Money.ofFen(72_000 + 700_000));
    }

    @Example
    void refusesPupilsForWhomNothingWasDecided() {
        assertThatThrownBy(() -> AllocationFormula.terms(site("senior", 10, 0, 10, Map.of()), GUANGDONG))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo("funding-standard-missing");
                    assertThat(refusal.values())
                            .containsEntry("level", "senior")
                            .containsEntry("on", DAY);
                });
    }

    @Example
    void anEmptyPointGetsNothingAndNoFloor() {
        assertThat(AllocationFormula.terms(site("primary", 0, 0, 0, Map.of()), GUANGDONG))
                .isEmpty();
    }

    @Property
    void onePupilMoreNeverCostsTheSchoolMoney(@ForAll("sites") Site site) {
        Site larger =
                site(site.level(), site.pupils() + 1, site.boarders(), site.pupilsOfSite() + 1, site.disabilities());

        // The floor ends at a hundred: a point that grows out of it counts at least what it counted before.
        if (site.pupilsOfSite() == site.pupils()) {
            long floorLost = site.pupilsOfSite() < 100 && larger.pupilsOfSite() >= 100 ? site.special() : 0;
            assertThat(fen(larger) + floorLost * 195_000).isGreaterThanOrEqualTo(fen(site));
        }
    }

    @Property
    void theAmountIsWhatAnotherHandComputes(@ForAll("sites") Site site) {
        long unit = site.level().equals("primary") ? 115_000 : 195_000;
        long ordinary = (long) site.pupils() - site.special();
        long counted = ordinary > 0 && site.pupilsOfSite() < 100 ? Math.max(ordinary, 100) : ordinary;
        long visual = site.disabilities().getOrDefault(Disability.VISUAL, 0);
        long speech = site.disabilities().getOrDefault(Disability.SPEECH, 0);

        assertThat(fen(site))
                .isEqualTo(counted * unit + site.boarders() * 30_000L + visual * unit * 10 + speech * unit * 8);
    }

    @Property
    void termsPartsAndLinesOfASchoolAddUpToTheSameFen(
            @ForAll("sites") Site one, @ForAll("sites") Site two, @ForAll @IntRange(min = 1, max = 9_998) int cut) {
        KeptRules rules = new KeptRules(
                Map.of("440000", GUANGDONG),
                Map.of("440000", List.of(new Share("province", cut), new Share("county", 10_000 - cut))),
                Map.of("440000 primary", lines("2050202", cut), "440000 junior", lines("2050203", cut)));

        SchoolAllocation school = SchoolAllocation.of(List.of(one, two), rules);

        assertThat(school.amount().fen()).isEqualTo(fen(one) + fen(two));
        assertThat(school.terms().stream()
                        .mapToLong(at -> at.term().amount().fen())
                        .sum())
                .isEqualTo(school.amount().fen());
        assertThat(school.byTier().values().stream().mapToLong(Money::fen).sum())
                .isEqualTo(school.amount().fen());
        assertThat(school.lines().values().stream()
                        .mapToLong(part -> part.amount().fen())
                        .sum())
                .isEqualTo(school.amount().fen());
    }

    @Provide
    Arbitrary<Site> sites() {
        return Combinators.combine(
                        Arbitraries.of("primary", "junior"),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.integers().between(0, 300),
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, 5))
                .as((level, ordinary, boarders, elsewhere, visual, speech) -> {
                    int pupils = ordinary + visual + speech;
                    Map<Disability, Integer> disabilities =
                            Map.of(Disability.VISUAL, visual, Disability.SPEECH, speech);
                    return site(level, pupils, Math.min(boarders, pupils), pupils + elsewhere, disabilities);
                });
    }

    private static List<LineRule> lines(String functional, int cut) {
        return List.of(
                new LineRule(functional, "30201", "公用", cut),
                new LineRule(functional, "30227", "数字资源", 9_999 - cut),
                new LineRule(functional, "30216", "培训", 1));
    }

    private static long fen(Site site) {
        return AllocationFormula.amount(AllocationFormula.terms(site, GUANGDONG))
                .fen();
    }

    private static Site site(
            String level, int pupils, int boarders, int ofSite, Map<Disability, Integer> disabilities) {
        return new Site(SCHOOL, "440000", "00", level, pupils, boarders, ofSite, disabilities);
    }

    private static Rates rates(Map<Key, Standard> standards) {
        return new Rates("440000", DAY, new HashMap<>(standards));
    }

    private static Standard amount(@Nullable Integer fen) {
        return new Standard(fen == null ? null : Money.ofFen(fen), null, null);
    }
}
