package org.ziyuan.marketplace.listing.sale;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * What a vendor wants of the sale of a listing; what is null has no end, or begins at once.
 *
 * @param soldFrom the first day of its sale
 * @param soldUntil the last day of its sale
 * @param usedUntil the last day of its use
 * @param keptBack whether it is out for a while
 * @param said why, or what comes in its place
 */
public record SalePlan(
        @Nullable LocalDate soldFrom,
        @Nullable LocalDate soldUntil,
        @Nullable LocalDate usedUntil,
        boolean keptBack,
        String said) {

    static final int LONGEST = 200;

    private static final TextField SAID = TextField.words("toSchools", 0, LONGEST);

    /** @throws Refusal {@code sale-ends-before-it-begins}, {@code sale-end-missing}, and what is wrong with the text */
    SalePlan read() {
        if (soldFrom != null && soldUntil != null && soldUntil.isBefore(soldFrom)) {
            throw Refusal.invalid("sale-ends-before-it-begins").with("field", "soldUntil");
        }
        if (usedUntil != null && soldUntil == null) {
            throw Refusal.invalid("sale-end-missing").with("field", "soldUntil");
        }
        return new SalePlan(soldFrom, soldUntil, usedUntil, keptBack, SAID.read(said));
    }
}
