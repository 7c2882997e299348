package org.ziyuan.marketplace.transaction;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pool of those who only look; that of those who act is {@code spring.r2dbc.pool}, and what is not said here is the
 * same in both.
 *
 * @param connections how many requests read the database at the same time, at most
 * @param patience how long a request waits for one of them before it is answered {@code busy}
 */
@ConfigurationProperties("ziyuan.reading")
record ReadingSettings(
        @DefaultValue("16") int connections,
        @DefaultValue("3s") Duration patience) {}
