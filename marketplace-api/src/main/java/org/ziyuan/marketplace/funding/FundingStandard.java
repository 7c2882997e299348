package org.ziyuan.marketplace.funding;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * What is granted per pupil, from a day on, in a region.
 *
 * @param regionCode the region whose decision it is
 * @param area all, or the side of the national table: east, mid-west
 * @param level the level of school, or all
 * @param component base or minimum (per pupil), boarding-supplement (per boarder), special-education (per pupil in it),
 *     small-site-floor (as many pupils a small teaching point counts at least)
 * @param disability the kind of disability, or all
 * @param amount the amount per pupil and year, if it is one
 * @param pupils the number of pupils, if it is one
 * @param multiplierInHundredths how many hundredths of the basic standard, if it is that
 * @param verified whether somebody has read it in its source
 */
record FundingStandard(
        String regionCode,
        String area,
        String level,
        String component,
        String disability,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        @Nullable Money amount,
        @Nullable Integer pupils,
        @Nullable Integer multiplierInHundredths,
        String source,
        boolean verified) {}
