package org.ziyuan.marketplace.webhook;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.outbox.OutboxConsumer;
import org.ziyuan.marketplace.outbox.OutboxMessage;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.webhook.SentState.Event;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Puts news down for each address of its vendor that wants it, and what is to be sent once more. */
@Component
public class SentNews implements OutboxConsumer {

    /** What a vendor is told of the thing: never a buyer's budget line or requisition. */
    private static final Set<String> TOLD =
            Set.of("orderId", "number", "buyerId", "state", "totalInFen", "listingId", "holderId");

    private final DatabaseClient database;
    private final Webhooks webhooks;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final JsonMapper json;

    SentNews(
            DatabaseClient database,
            Webhooks webhooks,
            MoneyTransactions transactions,
            AuditLog audit,
            JsonMapper json) {
        this.database = database;
        this.webhooks = webhooks;
        this.transactions = transactions;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public String name() {
        return "webhooks";
    }

    /** The id of each row follows from the news and the address, so news that comes twice is put down once. */
    @Override
    public Mono<Void> deliver(OutboxMessage message) {
        WebhookTopic topic = WebhookTopic.of(message.aggregateType());
        return topic == null
                ? Mono.empty()
                : database.sql("""
                                insert into webhook_delivery (id, webhook_id, event, body)
                                select md5(cast(:message as text) || w.id)::uuid, w.id, :event, :body from webhook w
                                 where w.organization_id = %s and w.ended_at is null and w.key_id is not null
                                   and :topic = any (w.topics)
                                on conflict (id) do nothing
                                """.formatted(vendorOf(topic)))
                        .bind("message", message.id())
                        .bind("event", message.type())
                        .bind("body", body(message.type(), message.aggregateId(), message.payload()))
                        .bind("thing", topic == WebhookTopic.ORDERS ? vendor(message) : message.aggregateId())
                        .bind("topic", topic.name())
                        .then();
    }

    private static UUID vendor(OutboxMessage message) {
        return UUID.fromString(String.valueOf(message.payload().get("vendorId")));
    }

    private static String vendorOf(WebhookTopic topic) {
        return switch (topic) {
            case ORDERS -> ":thing";
            case LISTINGS -> "(select vendor_id from listing where id = :thing)";
            case LICENCES ->
                "(select l.vendor_id from licence c join listing l on l.id = c.listing_id where c.id = :thing)";
        };
    }

    private String body(String event, UUID thing, Map<String, Object> payload) {
        Map<String, Object> data = new TreeMap<>(payload);
        data.keySet().retainAll(TOLD);
        data.put("id", thing.toString());
        return json.writeValueAsString(Map.of(
                "type", event, "timestamp", OffsetDateTime.now(ZoneOffset.UTC).toString(), "data", data));
    }

    /** Sends a word to an address, so that its vendor sees that it arrives. @throws Refusal {@code webhook-not-found}, {@code webhook-not-drawn} */
    public Mono<Void> ping(UUID webhook, Actor actor) {
        return webhooks.find(webhook, actor)
                .filter(found -> found.keyId() != null)
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("webhook-not-drawn")))
                .flatMap(found -> database.sql("""
                                insert into webhook_delivery (id, webhook_id, event, body)
                                values (:id, :webhook, 'Ping', :body)
                                """)
                        .bind("id", Ids.next())
                        .bind("webhook", webhook)
                        .bind("body", body("Ping", webhook, Map.of()))
                        .then());
    }

    /** Sends once more what was taken or given up; while it waits, nothing changes. @throws Refusal {@code webhook-not-found} */
    public Mono<Void> again(UUID webhook, UUID delivery, Actor actor) {
        return webhooks.find(webhook, actor)
                .flatMap(found -> transactions.execute(database.sql("""
                                update webhook_delivery set state = :state, attempts = 0, next_attempt_at = now()
                                 where id = :id and webhook_id = :webhook and state <> :state
                                """)
                        .bind("state", SentState.after(Event.REPLAY))
                        .bind("id", delivery)
                        .bind("webhook", webhook)
                        .fetch()
                        .rowsUpdated()
                        .filter(changed -> changed > 0)
                        .flatMap(changed -> audit.record(
                                actor, "webhook.replayed", "webhook", webhook, Map.of("delivery", delivery)))));
    }
}
