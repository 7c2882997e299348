package org.ziyuan.marketplace.listing.media;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The scanner that looks at what vendors send.
 *
 * @param host where clamd listens; empty for no scanner
 * @param patience how long one file may take
 */
@ConfigurationProperties("ziyuan.scanner")
record ScanSettings(
        @DefaultValue("") String host,
        @DefaultValue("3310") int port,
        @DefaultValue("30s") Duration patience) {}
