package org.ziyuan.marketplace.payment.record;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** Rows of payments, for the core's own work: the caller's sight is not asked here. */
@Component
public class PaymentRows {

    public static final String SELECT = """
            select p.id, p.order_id, p.channel, p.state, p.amount_in_fen, p.instructed_at,
                   name_and_place(p.instructed_by, p.instructed_by_name, p.instructed_at) as instructed_by,
                   p.page_url, p.provider_reference, p.unknown_since, p.ended_at, p.failure, p.attention,
                   p.row_version as version, p.instructed_at + make_interval(secs => p.payable_for_seconds) as pay_until,
                   o.number as order_number, o.buyer_id, b.name as buyer_name, v.name as vendor_name
              from payment p join purchase_order o on o.id = p.order_id
              join organization b on b.id = o.buyer_id join organization v on v.id = o.vendor_id
            """;

    private final DatabaseClient database;

    PaymentRows(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Payment> find(UUID id) {
        return database.sql(SELECT + " where p.id = :id")
                .bind("id", id)
                .map(PaymentRows::payment)
                .one();
    }

    /** The payment whose money a provider knows under this number; nothing when none does. */
    public Mono<Payment> ofIntent(PaymentChannel channel, String intent) {
        return database.sql(SELECT + " where p.channel = :channel and p.intent_reference = :intent")
                .bind("channel", channel.name())
                .bind("intent", intent)
                .map(PaymentRows::payment)
                .one();
    }

    /**
     * Counts a call before it is made: from then on it may have reached the provider. Nothing for a payment that was
     * decided meanwhile: nobody is called about it.
     */
    public Mono<UUID> countCall(UUID id) {
        return database.sql("""
                        update payment p set calls = 1 + coalesce(p.calls, (
                                 select count(*) from payment_attempt a where a.payment_id = p.id and a.kind in ('open', 'ask'))::int)
                         where p.id = :id and p.state in ('INSTRUCTED', 'UNKNOWN') returning p.id
                        """).bind("id", id).mapValue(UUID.class).one();
    }

    /** Whether one call alone can have reached the provider. */
    Mono<Boolean> calledOnce(UUID id) {
        return database.sql("select coalesce(calls, 0) = 1 from payment where id = :id")
                .bind("id", id)
                .mapValue(Boolean.class)
                .one();
    }

    /** Whether another payment of the same channel was told under one of these numbers already. */
    Mono<Boolean> isAnothers(Payment payment, @Nullable String reference, @Nullable String intent) {
        return database.sql("""
                        select exists (select from payment
                                        where channel = :channel and id <> :id
                                          and (provider_reference = :reference or intent_reference = :intent))
                        """)
                .bind("channel", payment.channel().name())
                .bind("id", payment.id())
                .bind("reference", Parameter.fromOrEmpty(reference, String.class))
                .bind("intent", Parameter.fromOrEmpty(intent, String.class))
                .mapValue(Boolean.class)
                .one();
    }

    /** The payment, locked after its order, in the order in which everybody locks them. */
    public Mono<Payment> lock(UUID id) {
        return database.sql("""
                        select id from purchase_order where id = (select order_id from payment where id = :id) for update
                        """)
                .bind("id", id)
                .mapValue(UUID.class)
                .one()
                .then(database.sql("select id from payment where id = :id for update")
                        .bind("id", id)
                        .mapValue(UUID.class)
                        .one())
                .flatMap(locked -> find(id))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("payment", id)));
    }

    public static Payment payment(Readable row) {
        return Rows.as(Payment.class).apply(row);
    }
}
