package org.ziyuan.marketplace.licensing.lti;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How launches are made.
 *
 * @param issuer the address by which tools know this platform, letter for letter; without it, only a platform that is
 *     reached on the loopback address has one: the address it is reached by
 * @param loginLifetime how long a tool may take to answer a login initiation
 * @param tokenLifetime how long an id_token is good for; five minutes at most
 * @param returnPath where a tool leads people back to
 * @param keyMaxAge how long tools may keep our public keys before they ask again
 */
@ConfigurationProperties("ziyuan.lti")
record LtiSettings(
        @Nullable String issuer,
        @DefaultValue("5m") Duration loginLifetime,
        @DefaultValue("3m") Duration tokenLifetime,
        @DefaultValue("/library") String returnPath,
        @DefaultValue("10m") Duration keyMaxAge) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    LtiSettings {
        if (loginLifetime.compareTo(LONGEST) > 0 || tokenLifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("ziyuan.lti: login and token live five minutes at most");
        }
    }
}
