package org.ziyuan.marketplace.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When guessing stops.
 *
 * @param failuresTogether so many failures of one account from one address, or on one known device, within the window
 * @param failuresPerAccount so many of one account from everywhere; devices that its owner used before stay open
 * @param failuresPerSource so many from one address; a whole school may stand behind one address
 * @param window how long failures count
 */
@ConfigurationProperties("ziyuan.sign-in")
record SignInSettings(
        @DefaultValue("5") int failuresTogether,
        @DefaultValue("30") int failuresPerAccount,
        @DefaultValue("200") int failuresPerSource,
        @DefaultValue("15m") Duration window) {}
