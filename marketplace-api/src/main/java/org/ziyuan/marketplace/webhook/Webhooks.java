package org.ziyuan.marketplace.webhook;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** All addresses of a vendor to which news is sent, and what was sent there in the last month. */
@Component
public class Webhooks {

    private static final String SHOWN = """
            select w.id, w.url, array_to_string(w.topics, ' ') as topics, w.key_id, w.made_by_name, w.made_at, w.failures,
                   case when w.closed_until > now() then w.closed_until end as closed_until,
                   (select count(*) from webhook_delivery d where d.webhook_id = w.id and d.state = 'PENDING') as waiting
              from webhook w
             where w.organization_id = :own and w.ended_at is null
            """;

    private static final String SENT = """
            select d.id, d.event, d.body, d.state, d.made_at, d.attempts, d.next_attempt_at, d.tried_at, d.status, d.failure
              from webhook_delivery d join webhook w on w.id = d.webhook_id
             where w.organization_id = :own and w.id = :webhook
            """;

    private final DatabaseClient database;

    Webhooks(DatabaseClient database) {
        this.database = database;
    }

    /** A page of them, the newest first, narrowed by words of their addresses. */
    public Mono<Page<Webhook>> list(Sought sought, Actor actor) {
        return sought.bindTo(database.sql(SHOWN + Sought.newestFirst("w.made_at", "w.id", "w.url"))
                        .bind("own", actor.organizationId()))
                .map(Rows.as(Webhook.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.madeAt(), row.id())));
    }

    /** One of them. @throws Refusal {@code webhook-not-found} also for another vendor's and one that has ended */
    public Mono<Webhook> find(UUID id, Actor actor) {
        return database.sql(SHOWN + " and w.id = :id")
                .bind("own", actor.organizationId())
                .bind("id", id)
                .map(Rows.as(Webhook.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("webhook", id)));
    }

    /** A page of what was sent or waits, the newest first, narrowed by words of it. */
    public Mono<Page<WebhookDelivery>> sent(UUID webhook, Sought sought, Actor actor) {
        return sought.bindTo(database.sql(SENT + Sought.newestFirst("d.made_at", "d.id", "d.event", "d.body"))
                        .bind("own", actor.organizationId())
                        .bind("webhook", webhook))
                .map(Rows.as(WebhookDelivery.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.madeAt(), row.id())));
    }

    /** What the secret of one is sealed under. */
    static String sealedFor(UUID webhook) {
        return "webhook:" + webhook;
    }
}
