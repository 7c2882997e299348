package org.ziyuan.marketplace.allocation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of a run is done at once.
 *
 * @param schoolsAtOnce schools that are computed and written together
 * @param linesAtOnce budget lines that are posted in one transaction; the ledger takes 5,000 at most
 * @param poll how often runs that were left in the middle are looked for
 */
@ConfigurationProperties("ziyuan.allocation")
record AllocationSettings(
        @DefaultValue("1000") int schoolsAtOnce,
        @DefaultValue("2000") int linesAtOnce,
        @DefaultValue("1s") Duration poll) {}
