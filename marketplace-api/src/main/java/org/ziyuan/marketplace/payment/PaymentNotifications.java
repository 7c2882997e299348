package org.ziyuan.marketplace.payment;

import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.payment.record.PaymentOutcome;
import org.ziyuan.marketplace.payment.record.PaymentRows;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/**
 * Notifications of providers, after their signature was verified by the provider's own package. The answer to the
 * provider is given after this has committed, so what was answered was kept.
 */
@Component
public class PaymentNotifications {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final PaymentRows payments;
    private final PaymentOutcome outcome;

    PaymentNotifications(
            DatabaseClient database, MoneyTransactions transactions, PaymentRows payments, PaymentOutcome outcome) {
        this.database = database;
        this.transactions = transactions;
        this.payments = payments;
        this.outcome = outcome;
    }

    /** The payment a notification is about, for comparing its figures; refuses with {@code payment-not-found}. */
    public Mono<Payment> subject(PaymentChannel channel, UUID paymentId) {
        return payments.find(paymentId)
                .filter(payment -> payment.channel() == channel)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("payment", paymentId)));
    }

    /** The payment whose money the provider knows under this number; nothing when none does. */
    public Mono<Payment> ofIntent(PaymentChannel channel, String intent) {
        return payments.ofIntent(channel, intent);
    }

    /** Takes a verified notification; the same one again, and one that comes too late, change nothing. */
    public Mono<Void> take(Payment payment, String notificationId, ProviderWord word) {
        Actor provider = Actor.system(payment.channel().name().toLowerCase(java.util.Locale.ROOT), payment.buyerId());
        return transactions.execute(payments.lock(payment.id())
                .flatMap(locked -> isNew(locked, notificationId))
                .filter(isNew -> isNew)
                .flatMap(fresh -> outcome.write(payment.id(), "notified", word, provider))
                .then()
                // Two payments told under one number at the same moment: the second one is heard when it is told again.
                .onErrorMap(DuplicateKeyException.class, used -> Refusal.conflict("payment-reference-used")));
    }

    private Mono<Boolean> isNew(Payment payment, String notificationId) {
        return database.sql("""
                        insert into provider_notification (channel, notification_id, payment_id)
                        values (:channel, :notification, :payment) on conflict do nothing
                        """)
                .bind("channel", payment.channel().name())
                .bind("notification", notificationId)
                .bind("payment", payment.id())
                .fetch()
                .rowsUpdated()
                .map(inserted -> inserted == 1);
    }
}
