package org.ziyuan.marketplace.outbox;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Announcements;
import org.ziyuan.marketplace.transaction.Announcements.Announced;
import org.ziyuan.marketplace.transaction.Announcements.Heard;
import org.ziyuan.marketplace.transaction.Announcements.Listening;
import reactor.core.publisher.Flux;

/** Tells when news was committed, and when some may have been missed. */
@Component
class OutboxWakeUps {

    private final Announcements announcements;

    OutboxWakeUps(Announcements announcements) {
        this.announcements = announcements;
    }

    /** One element per notification and per (re)connection; never ends by itself. */
    Flux<Heard> signals() {
        return announcements.heard().filter(OutboxWakeUps::isNews).onBackpressureLatest();
    }

    private static boolean isNews(Heard heard) {
        return heard instanceof Listening
                || (heard instanceof Announced announced && announced.channel().equals(Announcements.OUTBOX));
    }
}
