package org.ziyuan.marketplace.transaction;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of a database that was not heard. When one connection has owed an answer for too long, no other that
 * was made before its silence began is trusted: it lay idle over the same silence, and whoever took it would wait as
 * long again.
 */
final class Unheard {

    private static final Logger LOG = LoggerFactory.getLogger(Unheard.class);

    private final Duration silence;
    private final AtomicLong since = new AtomicLong();

    Unheard(Duration silence) {
        this.silence = silence;
    }

    OwedAnswers watch() {
        return new OwedAnswers(silence, () -> {
            LOG.warn("the database owed an answer and was not heard for {}; its connection is closed", silence);
            since.set(System.currentTimeMillis() - silence.toMillis());
        });
    }

    boolean distrusts(long madeAt) {
        return madeAt <= since.get();
    }
}
