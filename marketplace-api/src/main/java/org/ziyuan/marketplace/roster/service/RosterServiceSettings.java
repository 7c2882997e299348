package org.ziyuan.marketplace.roster.service;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How services of rosters are asked.
 *
 * @param patience how long one answer may take
 * @param whole how long a whole reading may take, with all the waiting that the service asks for
 * @param inside whether a service may have a private address, and an address without TLS
 * @param page rows that are asked for at once
 * @param mostRows rows of one collection
 * @param attempts how often all is read anew when it changed while it was read
 */
@ConfigurationProperties("ziyuan.roster-service")
record RosterServiceSettings(
        @DefaultValue("10s") Duration patience,
        @DefaultValue("50s") Duration whole,
        @DefaultValue("false") boolean inside,
        @DefaultValue("500") int page,
        @DefaultValue("200000") int mostRows,
        @DefaultValue("3") int attempts) {}
