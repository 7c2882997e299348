package org.ziyuan.marketplace.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a session lives, and its cookie.
 *
 * @param idle how long a session may rest
 * @param staffIdle how long the session of somebody with money in his hands may rest
 * @param absolute how long it lives at most, however busy
 * @param remembered how many sessions a node keeps in memory for those who only look; 0 asks the database each time
 * @param secure true: the cookie is {@code __Host-sid} and travels over TLS only; false is for the demonstration
 */
@ConfigurationProperties("ziyuan.session")
record SessionSettings(
        @DefaultValue("30m") Duration idle,
        @DefaultValue("15m") Duration staffIdle,
        @DefaultValue("12h") Duration absolute,
        @DefaultValue("10000") int remembered,
        @DefaultValue("true") boolean secure) {

    String cookie(String name) {
        return secure ? "__Host-" + name : name;
    }
}
