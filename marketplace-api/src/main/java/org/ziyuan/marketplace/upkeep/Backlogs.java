package org.ziyuan.marketplace.upkeep;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** Counts the news on its way, the news put aside and the payments without a result. */
@Component
public class Backlogs {

    private final DatabaseClient database;

    Backlogs(DatabaseClient database) {
        this.database = database;
    }

    /**
     * How much waits, and since when the oldest of each does; null where nothing waits.
     *
     * @param news messages that are not handed over to everybody who wants them
     * @param putAside those that wait for a person
     * @param paymentsUnknown payments of which the provider says nothing, or that a person has to look at
     */
    public record Waiting(
            long news,
            @Nullable OffsetDateTime newsSince,
            long putAside,
            @Nullable OffsetDateTime putAsideSince,
            long paymentsUnknown,
            @Nullable OffsetDateTime paymentsUnknownSince) {}

    public Mono<Waiting> now() {
        return database.sql("""
                        select * from
                          (select count(*) as news, min(m.created_at) as news_since
                             from outbox_delivery d join outbox_message m using (seq) where d.state = 'PENDING') n,
                          (select count(*) as put_aside, min(m.created_at) as put_aside_since
                             from outbox_delivery d join outbox_message m using (seq) where d.state = 'QUARANTINED') q,
                          (select count(*) as payments_unknown, min(p.instructed_at) as payments_unknown_since
                             from payment p where p.state = 'UNKNOWN' or p.attention is not null) p
                        """).map(Rows.as(Waiting.class)).one();
    }
}
