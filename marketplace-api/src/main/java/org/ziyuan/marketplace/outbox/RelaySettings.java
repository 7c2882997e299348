package org.ziyuan.marketplace.outbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the relay hands news over.
 *
 * @param poll how often it looks although nothing woke it: a lost notification costs this long, never the news
 * @param lease how long a claimed message is left to whoever claimed it; longer than any consumer needs
 * @param batch how many messages are claimed at once, each of another aggregate
 * @param concurrency how many of them are handed to one consumer at the same time
 * @param maxAttempts after so many attempts a message waits for a person
 * @param firstPause the pause after the first failure; it doubles with each further one
 * @param longestPause the pause never grows beyond this
 */
@ConfigurationProperties("ziyuan.outbox")
record RelaySettings(
        @DefaultValue("2s") Duration poll,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("32") int batch,
        @DefaultValue("4") int concurrency,
        @DefaultValue("12") int maxAttempts,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("10m") Duration longestPause) {

    /** A little more than a message is ever put off by. */
    Duration longestWait() {
        Duration longer = lease.compareTo(longestPause) > 0 ? lease : longestPause;
        return longer.plusMinutes(1);
    }

    Duration pauseAfter(int attempts) {
        int doublings = Math.min(Math.max(attempts - 1, 0), 20);
        Duration pause = firstPause.multipliedBy(1L << doublings);
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
