package org.ziyuan.marketplace.ledger.posting;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How postings that stand alone are gathered.
 *
 * @param lanes how many transactions of gathered postings run at the same time; a budget line always uses the same one
 * @param batch how many postings one transaction carries at most
 * @param queue how many postings of a lane may wait; further ones are refused with {@code ledger-busy}
 * @param linger how long a transaction waits at most until half as many have gathered as went together last;
 *     whoever comes alone waits for nobody
 * @param patience how long a lane tries again while the database is away, before it says {@code ledger-unavailable}
 */
@ConfigurationProperties("ziyuan.ledger")
record LedgerSettings(
        @DefaultValue("2") int lanes,
        @DefaultValue("256") int batch,
        @DefaultValue("4096") int queue,
        @DefaultValue("1ms") Duration linger,
        @DefaultValue("15s") Duration patience) {

    static final LedgerSettings DEFAULTS =
            new LedgerSettings(2, 256, 4096, Duration.ofMillis(1), Duration.ofSeconds(15));
}
