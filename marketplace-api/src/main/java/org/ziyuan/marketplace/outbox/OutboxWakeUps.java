package org.ziyuan.marketplace.outbox;

import java.util.List;
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

    /** One element per notification for this consumer and per (re)connection; never ends by itself. */
    Flux<Heard> signals(String consumer) {
        return announcements.heard().filter(heard -> isNews(heard, consumer)).onBackpressureLatest();
    }

    private static boolean isNews(Heard heard, String consumer) {
        return heard instanceof Listening
                || (heard instanceof Announced announced
                        && announced.channel().equals(Announcements.OUTBOX)
                        && List.of(announced.words().split(",", -1)).contains(consumer));
    }
}
