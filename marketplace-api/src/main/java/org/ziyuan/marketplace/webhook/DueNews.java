package org.ziyuan.marketplace.webhook;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.postgresql.codec.Interval;
import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.webhook.SentState.Event;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is to be sent now, one to an address at a time, and what came of it. Every statement commits by itself. */
@Component
class DueNews {

    private static final int AT_ONCE = 20;

    private final DatabaseClient database;
    private final WebhookSettings settings;

    DueNews(DatabaseClient database, WebhookSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** A piece of news that this node has claimed for a minute. */
    record Due(
            UUID id, UUID webhook, String body, int attempts, int failures, String url, String keyId, byte[] sealed) {

        static Due of(Readable row) {
            return new Due(
                    Columns.id(row, "id"),
                    Columns.id(row, "webhook_id"),
                    text(row, "body"),
                    number(row, "attempts"),
                    number(row, "failures"),
                    text(row, "url"),
                    text(row, "key_id"),
                    read(row, "sealed_secret", byte[].class));
        }
    }

    /** What an attempt came to: taken, or why not. */
    record Answer(@Nullable Integer status, String failure) {

        boolean taken() {
            return failure.isEmpty();
        }
    }

    /** The eldest of each address that is open; an address that failed is tried by one alone when its pause is over. */
    Flux<Due> claim() {
        return database.sql("""
                        with due as materialized (
                          select d.id from webhook_delivery d join webhook w on w.id = d.webhook_id
                           where d.state = 'PENDING' and d.next_attempt_at <= now() and w.ended_at is null
                             and w.key_id is not null and (w.closed_until is null or w.closed_until <= now())
                             and not exists (
                               select from webhook_delivery e
                                where e.webhook_id = d.webhook_id and e.state = 'PENDING' and e.next_attempt_at <= now()
                                  and (e.next_attempt_at, e.id) < (d.next_attempt_at, d.id))
                           order by d.next_attempt_at limit :most for update of d skip locked)
                        update webhook_delivery d
                           set attempts = d.attempts + 1, tried_at = now(), next_attempt_at = now() + interval '1 minute'
                          from due, webhook w
                         where d.id = due.id and w.id = d.webhook_id
                        returning d.id, d.webhook_id, d.body, d.attempts, w.failures, w.url, w.key_id, w.sealed_secret
                        """).bind("most", AT_ONCE).map(Due::of).all();
    }

    Mono<Void> came(Due due, Answer answer) {
        Event event =
                answer.taken() ? Event.DELIVER : due.attempts() >= settings.attempts() ? Event.GIVE_UP : Event.POSTPONE;
        return database.sql("""
                        update webhook_delivery
                           set state = :state, status = :status, failure = :failure, next_attempt_at = now() + :pause
                         where id = :id and attempts = :attempts and state = 'PENDING'
                        """)
                .bind("state", SentState.after(event))
                .bind("status", Parameter.fromOrEmpty(answer.status(), Integer.class))
                .bind("failure", answer.failure())
                .bind("pause", Interval.of(settings.pauseAfter(due.attempts())))
                .bind("id", due.id())
                .bind("attempts", due.attempts())
                .then()
                .then(Mono.defer(() -> answer.taken() ? opened(due) : failed(due)));
    }

    private Mono<Void> opened(Due due) {
        return database.sql("""
                        update webhook set failures = 0, closed_until = null
                         where id = :id and (failures > 0 or closed_until is not null)
                        """).bind("id", due.webhook()).then();
    }

    private Mono<Void> failed(Due due) {
        int beyond = due.failures() + 1 - settings.failures();
        return database.sql("""
                        update webhook set failures = failures + 1,
                               closed_until = case when :closes then now() + :pause else closed_until end
                         where id = :id
                        """)
                .bind("closes", beyond >= 0)
                .bind("pause", Interval.of(settings.pauseAfter(Math.max(1, beyond + 3))))
                .bind("id", due.webhook())
                .then();
    }

    /** What is older than a month is forgotten, sent or not. */
    Mono<Void> forget() {
        return database.sql("delete from webhook_delivery where made_at < now() - interval '30 days'")
                .then();
    }
}
