package org.ziyuan.marketplace.outbox;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.outbox.DeliveryState.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** News that failed too often and was put aside until a person has mended what kept it. */
@Component
public class PutAside {

    private final DatabaseClient database;

    PutAside(DatabaseClient database) {
        this.database = database;
    }

    /**
     * Lets it be handed over again, at once and with all its attempts, inside the caller's transaction.
     *
     * @param message its id, which it has for every consumer
     * @throws Refusal {@code message-not-put-aside} when it is on its way, has arrived or never was
     */
    public Mono<Void> tryAgain(String consumer, UUID message) {
        return database.sql("""
                        update outbox_delivery d set state = :again, attempts = 0, next_attempt_at = now()
                          from outbox_message m
                         where m.seq = d.seq and m.id = :message and d.consumer = :consumer and d.state = 'QUARANTINED'
                        """)
                .bind("again", DeliveryState.after(Event.TRY_AGAIN))
                .bind("consumer", consumer)
                .bind("message", message)
                .fetch()
                .rowsUpdated()
                .filter(freed -> freed == 1)
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("message-not-put-aside")))
                .then();
    }
}
