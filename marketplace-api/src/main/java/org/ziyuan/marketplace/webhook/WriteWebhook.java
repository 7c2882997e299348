package org.ziyuan.marketplace.webhook;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.outgoing.OutgoingCalls;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A vendor names an address, draws the secret that signs what is sent there, and takes the address back. */
@Component
public class WriteWebhook {

    /** So many a vendor has at once. */
    private static final int MOST = 5;

    private final DatabaseClient database;
    private final Webhooks webhooks;
    private final WebhookSettings settings;
    private final ColumnEncryption encryption;
    private final MoneyTransactions transactions;
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();

    WriteWebhook(
            DatabaseClient database,
            Webhooks webhooks,
            WebhookSettings settings,
            ColumnEncryption encryption,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.webhooks = webhooks;
        this.settings = settings;
        this.encryption = encryption;
        this.transactions = transactions;
        this.audit = audit;
    }

    /** An address with its secret, for the one moment in which somebody reads it. */
    public record Drawn(Webhook webhook, String secret) {}

    /**
     * Enters an address, to which nothing is sent before its secret is drawn; the same id again changes nothing.
     *
     * @throws Refusal {@code webhook-address}, {@code webhook-without-topic}; {@code webhooks-full} beyond five
     */
    public Mono<Void> add(UUID id, String url, List<String> topics, Actor actor) {
        return Mono.fromCallable(() -> WebhookTopic.read(topics))
                .doOnNext(read -> requireAddress(url))
                .flatMap(read ->
                        transactions.execute(room(id, actor).then(Mono.defer(() -> insert(id, url, read, actor)))));
    }

    private void requireAddress(String url) {
        if (!OutgoingCalls.isAddress(url) || !settings.inside() && !url.startsWith("https://")) {
            throw Refusal.invalid("webhook-address").with("field", "url");
        }
    }

    /** The organization's row is held, so that two at once are counted one after the other. */
    private Mono<Void> room(UUID id, Actor actor) {
        return database.sql("select id from organization where id = :own for no key update")
                .bind("own", actor.organizationId())
                .then()
                .then(database.sql("""
                                select count(*) from webhook
                                 where organization_id = :own and id <> :id and ended_at is null
                                """)
                        .bind("own", actor.organizationId())
                        .bind("id", id)
                        .mapValue(Long.class)
                        .one())
                .filter(others -> others >= MOST)
                .flatMap(full -> Mono.error(Refusal.conflict("webhooks-full").with("most", MOST)));
    }

    private Mono<Void> insert(UUID id, String url, Set<WebhookTopic> topics, Actor actor) {
        return database.sql("""
                        insert into webhook (id, organization_id, url, topics, made_by, made_by_name)
                        values (:id, :own, :url, :topics, :person, :name) on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("own", actor.organizationId())
                .bind("url", url)
                .bind("topics", topics.stream().map(Enum::name).toArray(String[]::new))
                .bind("person", actor.person())
                .bind("name", actor.displayName())
                .fetch()
                .rowsUpdated()
                .filter(made -> made > 0)
                .flatMap(made -> audit.record(actor, "webhook.added", "webhook", id, Map.of("url", url)));
    }

    /** Draws the secret; what was signed by the one before is signed by this one from now on. @throws Refusal {@code webhook-not-found} */
    public Mono<Drawn> draw(UUID id, Actor actor) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String secret = "whsec_" + Base64.getEncoder().encodeToString(bits);
        return transactions
                .execute(lock(id, actor)
                        .then(Mono.defer(() -> seal(id, secret)))
                        .then(Mono.defer(() -> audit.record(actor, "webhook.drawn", "webhook", id, Map.of())))
                        .then(Mono.defer(() -> webhooks.find(id, actor))))
                .map(webhook -> new Drawn(webhook, secret));
    }

    private Mono<Void> seal(UUID id, String secret) {
        byte[] name = new byte[6];
        random.nextBytes(name);
        return database.sql("""
                        update webhook set key_id = :key, sealed_secret = :sealed, sealed_with = :with,
                               failures = 0, closed_until = null
                         where id = :id
                        """)
                .bind("key", "k" + Base64.getUrlEncoder().withoutPadding().encodeToString(name))
                .bind("sealed", encryption.encrypt(secret.getBytes(StandardCharsets.UTF_8), Webhooks.sealedFor(id)))
                .bind("with", encryption.keyName())
                .bind("id", id)
                .then();
    }

    /** Takes an address back: nothing more is sent there. Refuses as {@link #draw}. */
    public Mono<Void> end(UUID id, Actor actor) {
        return transactions.execute(lock(id, actor)
                .then(Mono.defer(() -> database.sql("""
                                update webhook set ended_at = now(), ended_by = :person where id = :id
                                """)
                        .bind("person", actor.person())
                        .bind("id", id)
                        .then()))
                .then(Mono.defer(() -> audit.record(actor, "webhook.ended", "webhook", id, Map.of()))));
    }

    private Mono<Webhook> lock(UUID id, Actor actor) {
        return database.sql("select id from webhook where id = :id for update")
                .bind("id", id)
                .then()
                .then(Mono.defer(() -> webhooks.find(id, actor)));
    }
}
