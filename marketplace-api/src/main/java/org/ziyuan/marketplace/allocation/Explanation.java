package org.ziyuan.marketplace.allocation;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * Why a school gets this amount. It names every term with its count, its standard and where that is written, who pays
 * which part, to which budget lines it goes and when it is released. Every list adds up to the amount.
 *
 * @param before what earlier runs of the year gave already
 */
public record Explanation(
        UUID runId,
        int fiscalYear,
        String fundCode,
        AllocationRun.State state,
        LocalDate standardsOn,
        UUID schoolId,
        String schoolCode,
        String schoolName,
        String regionCode,
        Money amount,
        Money before,
        List<Term> terms,
        List<Share> shares,
        List<Line> lines,
        List<Part> tranches) {

    /** Whether the money is on the lines already. */
    public boolean posted() {
        return state == AllocationRun.State.POSTED;
    }

    /**
     * So many pupils, counted as so many, times a standard, times hundredths of it.
     *
     * @param component base, boarding-supplement or special-education
     * @param decidedBy the region whose decision the standard is
     * @param floorSource where it is written that a small point counts more pupils, null where it does not
     */
    public record Term(
            String site,
            String level,
            String component,
            String disability,
            int pupils,
            int counted,
            Money unit,
            int multiplierInHundredths,
            Money amount,
            @Nullable String decidedBy,
            @Nullable String source,
            boolean verified,
            @Nullable String floorSource) {}

    /** What one level of government pays. */
    public record Share(String tier, int basisPoints, Money amount, String source, boolean verified) {}

    /** What goes to one budget line. */
    public record Line(
            UUID budgetLineId, String functionalClass, String economicClass, String name, Money amount, Money before) {}

    /** What one tranche releases of it. */
    public record Part(int seq, LocalDate dueOn, int basisPoints, Tranche.State state, Money amount) {}
}
