package org.ziyuan.marketplace.allocation;

import java.util.ArrayList;
import java.util.List;
import org.ziyuan.marketplace.enrolment.Disability;
import org.ziyuan.marketplace.money.Money;

/**
 * What a teaching point is granted for a year, and why.
 *
 * <p>For every level: the pupils, but at least the floor where the whole point has fewer pupils than it, times the
 * standard; plus the boarders times the supplement; plus the pupils of each kind of disability times their own standard
 * or times a multiple of the basic one. A pupil in special education is funded as such and not as an ordinary one too.
 * All in whole fen; a multiple is rounded half up, once per term.
 */
final class AllocationFormula {

    private static final int WHOLE = 100;

    private AllocationFormula() {}

    /** The terms whose sum is the amount, none of them zero in pupils. */
    static List<Term> terms(Site site, Rates rates) {
        List<Term> terms = new ArrayList<>();
        int ordinary = site.pupils() - site.special();
        if (ordinary > 0) {
            int floor = rates.floor(site.level());
            int counted = site.pupilsOfSite() < floor ? Math.max(ordinary, floor) : ordinary;
            terms.add(term("base", "", ordinary, counted, rates.base(site.level()), WHOLE));
        }
        if (site.boarders() > 0) {
            Money supplement = rates.boarding(site.level());
            terms.add(term("boarding-supplement", "", site.boarders(), site.boarders(), supplement, WHOLE));
        }
        for (Disability disability : Disability.values()) {
            int pupils = site.disabilities().getOrDefault(disability, 0);
            if (pupils > 0) {
                terms.add(special(disability, pupils, rates.special(site.level(), disability)));
            }
        }
        return terms;
    }

    private static Term special(Disability disability, int pupils, Rates.Special rate) {
        return term(
                "special-education", disability.column(), pupils, pupils, rate.unit(), rate.multiplierInHundredths());
    }

    /** The sum of the terms. */
    static Money amount(List<Term> terms) {
        return terms.stream().map(Term::amount).reduce(Money.ZERO, Money::plus);
    }

    private static Term term(
            String component, String disability, int pupils, int counted, Money unit, int multiplierInHundredths) {
        long hundredths = unit.times(counted).times(multiplierInHundredths).fen();
        Money amount = Money.ofFen((hundredths + WHOLE / 2) / WHOLE);
        return new Term(component, disability, pupils, counted, unit, multiplierInHundredths, amount);
    }

    /**
     * One addend of an allocation.
     *
     * @param component base, boarding-supplement or special-education
     * @param disability the kind of disability, or ""
     * @param pupils how many there are
     * @param counted as how many they count
     * @param unit the standard in fen per pupil and year
     * @param multiplierInHundredths a hundred where the standard is taken as it is
     */
    record Term(
            String component,
            String disability,
            int pupils,
            int counted,
            Money unit,
            int multiplierInHundredths,
            Money amount) {}
}
