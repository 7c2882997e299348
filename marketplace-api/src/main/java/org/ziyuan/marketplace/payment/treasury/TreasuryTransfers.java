package org.ziyuan.marketplace.payment.treasury;

import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.DocumentNumbers;
import reactor.core.publisher.Mono;

/** The transfer orders to the treasury's bank. */
@Component
public class TreasuryTransfers {

    private final DatabaseClient database;
    private final Payments payments;
    private final DocumentNumbers numbers;

    TreasuryTransfers(DatabaseClient database, Payments payments, DocumentNumbers numbers) {
        this.database = database;
        this.payments = payments;
        this.numbers = numbers;
    }

    /** The document of one payment. Refuses with {@code payment-not-found} what the actor may not see. */
    public Mono<TreasuryTransfer> find(UUID paymentId, Actor actor) {
        return payments.find(paymentId, actor)
                .flatMap(payment -> database.sql("""
                                select t.*, name_and_place(t.confirmed_by, t.confirmed_by_name, t.confirmed_at) as confirmed
                                  from treasury_transfer t where t.payment_id = :id
                                """)
                        .bind("id", paymentId)
                        .map(row -> transfer(payment, row))
                        .one())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("payment", paymentId)));
    }

    /** A number for the document of a payment that is about to be instructed, asked for before its transaction. */
    Mono<String> nextNumber() {
        return numbers.next(DocumentNumbers.Kind.TREASURY_TRANSFER);
    }

    /** Writes the document in the transaction that instructs the payment. */
    Mono<Void> prepare(String number, PurchaseOrder order, UUID paymentId) {
        return database.sql("""
                        insert into treasury_transfer (payment_id, number, payer_name, payee_name, purpose)
                        values (:payment, :number, :payer,
                                coalesce((select settlement_account_name from vendor_profile
                                           where organization_id = :vendor), :vendorName), :purpose)
                        """)
                .bind("number", number)
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
                row.get("confirmed", String.class),
                row.get("confirmed_at", OffsetDateTime.class));
    }
}
