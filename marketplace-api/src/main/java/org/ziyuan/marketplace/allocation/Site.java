package org.ziyuan.marketplace.allocation;

import java.util.Map;
import java.util.UUID;
import org.ziyuan.marketplace.enrolment.Disability;

/**
 * The pupils of one level at one teaching point, as the frozen count has them.
 *
 * @param pupilsOfSite the pupils of all levels there, by which a point is small or not
 */
record Site(
        UUID school,
        String regionCode,
        String code,
        String level,
        int pupils,
        int boarders,
        int pupilsOfSite,
        Map<Disability, Integer> disabilities) {

    Site {
        disabilities = Map.copyOf(disabilities);
    }

    int special() {
        return disabilities.values().stream().mapToInt(Integer::intValue).sum();
    }
}
