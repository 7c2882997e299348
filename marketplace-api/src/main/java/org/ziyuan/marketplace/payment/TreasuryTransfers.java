package org.ziyuan.marketplace.payment;

import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** The transfer orders to the treasury's bank. */
@Component
public class TreasuryTransfers {

    private final DatabaseClient database;
    private final Payments payments;
    private final Clock clock;

    TreasuryTransfers(DatabaseClient database, Payments payments, Clock clock) {
        this.database = database;
        this.payments = payments;
        this.clock = clock;
    }

    /** The document of one payment. Refuses with {@code payment-not-found} what the actor may not see. */
    public Mono<TreasuryTransfer> find(UUID paymentId, Actor actor) {
        return payments.find(paymentId, actor)
                .flatMap(payment -> database.sql("select * from treasury_transfer where payment_id = :id")
                        .bind("id", paymentId)
                        .map(row -> transfer(payment, row))
                        .one())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("payment", paymentId)));
    }

    /** Writes the document in the transaction that instructs the payment. */
    Mono<Void> prepare(PurchaseOrder order, UUID paymentId) {
        int year = LocalDate.now(clock).getYear();
        return database.sql("""
                        with next as (
                          insert into treasury_transfer_number (fiscal_year, last) values (:year, 1)
                          on conflict (fiscal_year) do update set last = treasury_transfer_number.last + 1
                          returning last)
                        insert into treasury_transfer (payment_id, number, payer_name, payee_name, purpose)
                        select :payment, '粤教支〔' || :year || '〕' || lpad(next.last::text, 6, '0') || '号', :payer,
                               coalesce((select settlement_account_name from vendor_profile
                                          where organization_id = :vendor), :vendorName), :purpose
                          from next
                        """)
                .bind("year", year)
                .bind("payment", paymentId)
                .bind("payer", order.buyerName())
                .bind("vendor", order.vendorId())
                .bind("vendorName", order.vendorName())
                .bind("purpose", "支付采购订单 " + order.number())
                .then();
    }

    private static TreasuryTransfer transfer(Payment payment, Readable row) {
        return new TreasuryTransfer(
                payment.id(),
                text(row, "number"),
                payment.orderNumber(),
                text(row, "payer_name"),
                text(row, "payee_name"),
                text(row, "purpose"),
                Money.ofFen(payment.amount().fen()),
                payment.state(),
                payment.instructedAt(),
                payment.instructedBy(),
                row.get("receipt_number", String.class),
                row.get("confirmed_by_name", String.class),
                row.get("confirmed_at", OffsetDateTime.class));
    }
}
