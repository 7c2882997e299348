package org.ziyuan.marketplace.upkeep;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** The news that was put aside, for the operator: what it was about, why it failed and what waits behind it. */
@Component
public class MessagesPutAside {

    /** A message is put aside for each consumer by itself; a list needs one word for the two. */
    private static final String PUT_ASIDE = """
            select * from (
              select md5(d.consumer || ' ' || d.seq)::uuid as id, d.consumer, m.id as message, m.type, m.aggregate_type,
                     m.aggregate_id, m.created_at, d.attempts, coalesce(d.last_error, '') as last_error,
                     (select count(*) from outbox_delivery behind
                       where behind.consumer = d.consumer and behind.aggregate_id = d.aggregate_id and behind.seq > d.seq
                         and behind.state <> 'DELIVERED') as behind
                from outbox_delivery d join outbox_message m using (seq)
               where d.state = 'QUARANTINED') p
             where true
            """;

    private final DatabaseClient database;

    MessagesPutAside(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One message that one consumer did not take.
     *
     * @param consumer who did not take it, such as {@code engine}
     * @param message its id, which it has for every consumer
     * @param type what it tells, such as {@code PurchaseOrderIssued}
     * @param aggregateId the document it is about
     * @param lastError why it failed last, in one line
     * @param behind how many about the same document wait for it
     */
    public record PutAsideMessage(
            UUID id,
            String consumer,
            UUID message,
            String type,
            String aggregateType,
            UUID aggregateId,
            OffsetDateTime createdAt,
            int attempts,
            String lastError,
            long behind) {}

    /** Those that are sought, the newest first. */
    public Mono<Page<PutAsideMessage>> list(Sought sought) {
        return sought.bindTo(database.sql(PUT_ASIDE
                        + Sought.newestFirst(
                                "p.created_at", "p.id", "p.consumer", "p.type", "p.aggregate_id", "p.last_error")))
                .map(Rows.as(PutAsideMessage.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.createdAt(), row.id())));
    }
}
