package org.ziyuan.marketplace.webhook;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How news is sent.
 *
 * @param patience how long one answer may take
 * @param inside whether an address may be private, and without TLS
 * @param poll how often it is looked for what is due
 * @param firstPause the pause after the first refusal; it trebles with each further one
 * @param longestPause the pause never grows beyond this
 * @param attempts after so many news is given up
 * @param failures after so many refusals in a row nothing is sent to an address for a while
 */
@ConfigurationProperties("ziyuan.webhooks")
record WebhookSettings(
        @DefaultValue("10s") Duration patience,
        @DefaultValue("false") boolean inside,
        @DefaultValue("2s") Duration poll,
        @DefaultValue("10s") Duration firstPause,
        @DefaultValue("6h") Duration longestPause,
        @DefaultValue("12") int attempts,
        @DefaultValue("5") int failures) {

    /** The pause after so many refusals. */
    Duration pauseAfter(int refusals) {
        Duration pause = firstPause;
        for (int more = 1; more < refusals && pause.compareTo(longestPause) < 0; more++) {
            pause = pause.multipliedBy(3);
        }
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
