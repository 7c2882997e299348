package org.ziyuan.marketplace.ordering;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.OrderState.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Registers the vendor's invoice after matching it three ways: with the order, with what was accepted, with the buyer. */
@Component
public class RegisterInvoice {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final OrderSteps steps;
    private final InvoiceMatch match;

    RegisterInvoice(DatabaseClient database, MoneyTransactions transactions, OrderSteps steps, InvoiceMatch match) {
        this.database = database;
        this.transactions = transactions;
        this.steps = steps;
        this.match = match;
    }

    /**
     * Registers the invoice; the same invoice again is answered as it stands. Refusals name both values:
     * {@code invoice-amount-differs}, {@code invoice-buyer-differs}, {@code invoice-seller-differs},
     * {@code invoice-number-used}, {@code invoice-date}.
     */
    public Mono<PurchaseOrder> register(UUID orderId, InvoiceClaim claim, Actor vendor) {
        return transactions.execute(Mono.defer(() -> {
            vendor.require(Role.VENDOR_MANAGER);
            return steps.lock(orderId)
                    .filter(order -> order.vendorId().equals(vendor.organizationId()))
                    .switchIfEmpty(Mono.error(() -> Refusal.notFound("purchase-order", orderId)))
                    .flatMap(order -> registerNow(order, claim, vendor));
        }));
    }

    private Mono<PurchaseOrder> registerNow(PurchaseOrder order, InvoiceClaim claim, Actor vendor) {
        UUID invoice =
                Ids.derived("invoice", order.id(), claim.paper(), claim.amount().fen());
        Map<String, Object> detail = Map.of(
                "invoiceId", invoice.toString(),
                "invoiceNumber", claim.paper(),
                "invoiceInFen", claim.amount().fen());
        return steps.once(
                order,
                Event.INVOICE,
                invoice,
                vendor,
                detail,
                after -> match.of(after, claim).then(unused(after, claim)).then(insert(invoice, after, claim, vendor)));
    }

    /**
     * One paper pays one order. The number may come back with another code, or with another vendor; without a code nobody
     * can tell two papers of one number apart, so there is one of them. Registrations of one number wait for each other.
     */
    private Mono<Void> unused(PurchaseOrder order, InvoiceClaim claim) {
        return database.sql("select pg_advisory_xact_lock(hashtextextended(:vendor || ' ' || :number, 0))")
                .bind("vendor", order.vendorId().toString())
                .bind("number", claim.number())
                .then()
                .then(database.sql("""
                                select exists (select from invoice
                                                where vendor_id = :vendor and number = :number
                                                  and (code = :code or code is null or cast(:code as text) is null))
                                """)
                        .bind("vendor", order.vendorId())
                        .bind("number", claim.number())
                        .bind("code", Parameter.fromOrEmpty(claim.code(), String.class))
                        .mapValue(Boolean.class)
                        .one())
                .filter(used -> used)
                .flatMap(used ->
                        Mono.error(Refusal.conflict("invoice-number-used").with("number", claim.paper())));
    }

    private Mono<Void> insert(UUID invoice, PurchaseOrder order, InvoiceClaim claim, Actor vendor) {
        return database.sql("""
                        insert into invoice (id, order_id, vendor_id, code, number, issued_on, amount_in_fen, tax_in_fen,
                                             buyer_name, seller_credit_code, registered_by)
                        values (:id, :order, :vendor, :code, :number, :issuedOn, :amount, :tax, :buyer, :seller, :by)
                        """)
                .bind("id", invoice)
                .bind("order", order.id())
                .bind("vendor", order.vendorId())
                .bind("code", Parameter.fromOrEmpty(claim.code(), String.class))
                .bind("number", claim.number())
                .bind("issuedOn", claim.issuedOn())
                .bind("amount", claim.amount().fen())
                .bind("tax", claim.tax().fen())
                .bind("buyer", claim.buyerName())
                .bind("seller", claim.sellerCreditCode())
                .bind("by", vendor.person())
                .then();
    }
}
