package org.ziyuan.marketplace.outbox;

import io.r2dbc.postgresql.codec.Interval;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.outbox.DeliveryState.Event;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What is still to be handed to whom. Every statement commits by itself; the lease is what two nodes agree on. */
@Component
class Deliveries {

    private final DatabaseClient database;
    private final JsonMapper json;
    private final RelaySettings settings;

    Deliveries(DatabaseClient database, JsonMapper json, RelaySettings settings) {
        this.database = database;
        this.json = json;
        this.settings = settings;
    }

    /**
     * Claims what is due, at most one message per aggregate: the oldest that is not delivered. A quarantined message
     * therefore holds back what came after it. The attempt counts from the claim, so a message that kills its node
     * ends in quarantine as well.
     */
    Flux<Delivery> claim(String consumer) {
        return database.sql("""
                        with due as materialized (
                          select d.seq from outbox_delivery d
                           where d.consumer = :consumer and d.state = 'PENDING'
                             -- Nothing is put off for longer: a later time was set by a clock that has gone back since.
                             and d.next_attempt_at not between now() and now() + :longest
                             and not exists (
                               select from outbox_delivery earlier
                                where earlier.consumer = d.consumer and earlier.aggregate_id = d.aggregate_id
                                  and earlier.seq < d.seq and earlier.state <> 'DELIVERED')
                           order by d.seq limit :batch for update of d skip locked)
                        update outbox_delivery d
                           set attempts = d.attempts + 1, next_attempt_at = now() + :lease
                          from due join outbox_message m using (seq)
                         where d.consumer = :consumer and d.seq = due.seq
                        returning d.seq, d.attempts, m.id, m.type, m.aggregate_type, m.aggregate_id, m.payload
                        """)
                .bind("consumer", consumer)
                .bind("batch", settings.batch())
                .bind("longest", interval(settings.longestWait()))
                .bind("lease", interval(settings.lease()))
                .map(row -> Delivery.of(consumer, row, json))
                .all();
    }

    Mono<Void> delivered(Delivery delivery) {
        return database.sql("""
                        update outbox_delivery set state = :state, delivered_at = now(), last_error = null
                         where consumer = :consumer and seq = :seq and state = 'PENDING'
                        """)
                .bind("state", DeliveryState.after(Event.DELIVER))
                .bind("consumer", delivery.consumer())
                .bind("seq", delivery.seq())
                .then();
    }

    /** Puts it back for later or, after too many attempts, aside; nothing when another node has claimed it since. */
    Mono<Void> failed(Delivery delivery, Throwable reason) {
        boolean exhausted = delivery.attempts() >= settings.maxAttempts();
        return database.sql("""
                        update outbox_delivery
                           set state = :state, next_attempt_at = now() + :pause, last_error = :reason
                         where consumer = :consumer and seq = :seq and attempts = :attempts and state = 'PENDING'
                        """)
                .bind("state", DeliveryState.after(exhausted ? Event.SET_ASIDE : Event.POSTPONE))
                .bind("pause", interval(settings.pauseAfter(delivery.attempts())))
                .bind("reason", Delivery.inShort(reason))
                .bind("consumer", delivery.consumer())
                .bind("seq", delivery.seq())
                .bind("attempts", delivery.attempts())
                .then();
    }

    private static Interval interval(Duration duration) {
        return Interval.of(duration);
    }
}
