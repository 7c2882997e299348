package org.ziyuan.marketplace.allocation;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.enrolment.Disability;
import org.ziyuan.marketplace.funding.FundingStandards;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * The standards that one region follows on one day.
 *
 * @param byKey the standards by {@link Key}
 */
record Rates(String regionCode, LocalDate on, Map<Key, Standard> byKey) {

    /** The level whose basic standard the multiples of special schools refer to; the lowest, since none is named. */
    private static final String REFERENCE_LEVEL = "primary";

    private static final int WHOLE = 100;

    Rates {
        byKey = Map.copyOf(byKey);
    }

    /** @throws Refusal {@code funding-standard-missing} */
    Money base(String level) {
        return amount(level, "base");
    }

    /** @throws Refusal {@code funding-standard-missing} */
    Money boarding(String level) {
        return amount(level, "boarding-supplement");
    }

    /** As how many pupils a small teaching point counts at least; zero where no rule says so. */
    int floor(String level) {
        Standard floor = byKey.get(new Key(level, "small-site-floor", ""));
        return floor == null || floor.pupils() == null ? 0 : floor.pupils();
    }

    /** @throws Refusal {@code funding-standard-missing} */
    Special special(String level, Disability disability) {
        Standard standard = byKey.get(new Key("special", "special-education", disability.column()));
        if (standard == null) {
            throw missing("special", "special-education");
        }
        if (standard.amount() != null) {
            return new Special(standard.amount(), WHOLE);
        }
        Standard own = byKey.get(new Key(level, "base", ""));
        Money unit = own == null || own.amount() == null ? base(REFERENCE_LEVEL) : own.amount();
        return new Special(unit, standard.multiplierInHundredths() == null ? WHOLE : standard.multiplierInHundredths());
    }

    private Money amount(String level, String component) {
        Standard standard = byKey.get(new Key(level, component, ""));
        if (standard == null || standard.amount() == null) {
            throw missing(level, component);
        }
        return standard.amount();
    }

    private Refusal missing(String level, String component) {
        return FundingStandards.missing(regionCode, level, component, on);
    }

    record Key(String level, String component, String disability) {}

    record Standard(
            @Nullable Money amount,
            @Nullable Integer pupils,
            @Nullable Integer multiplierInHundredths) {}

    record Special(Money unit, int multiplierInHundredths) {}
}
