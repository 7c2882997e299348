package org.ziyuan.marketplace.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When guessing stops.
 *
 * @param failuresPerAccount so many failures within the window, from wherever, and the account pauses
 * @param failuresPerSource so many from one address; a whole school may stand behind one address
 * @param window how long failures count
 */
@ConfigurationProperties("ziyuan.sign-in")
record SignInSettings(
        @DefaultValue("5") int failuresPerAccount,
        @DefaultValue("20") int failuresPerSource,
        @DefaultValue("15m") Duration window) {}
