package org.ziyuan.marketplace.payment.record;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.paging.Latest;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Everything that was ever tried with or heard from a provider; added, never changed. */
@Component
public class PaymentAttempts {

    private final DatabaseClient database;

    PaymentAttempts(DatabaseClient database) {
        this.database = database;
    }

    /** @param kind {@code open}, {@code ask}, {@code notified} or {@code confirmed} */
    Mono<Void> record(UUID paymentId, String kind, String outcome, String detail) {
        return database.sql("""
                        insert into payment_attempt (id, payment_id, kind, outcome, detail)
                        values (:id, :payment, :kind, :outcome, :detail)
                        """)
                .bind("id", Ids.next())
                .bind("payment", paymentId)
                .bind("kind", kind)
                .bind("outcome", outcome)
                .bind("detail", detail.substring(0, Math.min(detail.length(), 300)))
                .then();
    }

    /** The latest two hundred attempts, the oldest first. A payment without a result is asked about for weeks. */
    public Flux<Attempt> of(UUID paymentId) {
        return database.sql(
                        "select * from payment_attempt where payment_id = :payment order by at desc, id desc limit 200")
                .bind("payment", paymentId)
                .map(Rows.as(Attempt.class))
                .all()
                .as(Latest::inOrder);
    }

    /** One attempt. */
    public record Attempt(String kind, String outcome, String detail, OffsetDateTime at) {}
}
