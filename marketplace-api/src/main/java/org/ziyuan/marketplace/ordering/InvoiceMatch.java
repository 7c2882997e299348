package org.ziyuan.marketplace.ordering;

import java.time.Clock;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** The three-way match (三单匹配): order, acceptance and invoice must say the same. */
@Component
class InvoiceMatch {

    private final DatabaseClient database;
    private final OrderFiles files;
    private final Clock clock;

    InvoiceMatch(DatabaseClient database, OrderFiles files, Clock clock) {
        this.database = database;
        this.files = files;
        this.clock = clock;
    }

    /** Empty when everything agrees, else the refusal that names both values. */
    Mono<Void> of(PurchaseOrder order, InvoiceClaim claim) {
        if (claim.issuedOn().isAfter(LocalDate.now(clock))) {
            return Mono.error(Refusal.conflict("invoice-date").with("issuedOn", claim.issuedOn()));
        }
        if (!claim.amount().equals(order.total())) {
            return Mono.error(Refusal.conflict("invoice-amount-differs")
                    .with("invoice", claim.amount())
                    .with("order", order.total()));
        }
        if (!claim.isMadeOutTo(order.buyerName())) {
            return Mono.error(Refusal.conflict("invoice-buyer-differs")
                    .with("invoice", claim.buyerName())
                    .with("order", order.buyerName()));
        }
        return acceptedAmount(order, claim).then(seller(order.vendorId(), claim));
    }

    private Mono<Void> acceptedAmount(PurchaseOrder order, InvoiceClaim claim) {
        return files.acceptance(order.id())
                .filter(acceptance -> !acceptance.amount().equals(claim.amount()))
                .flatMap(acceptance -> Mono.error(Refusal.conflict("invoice-amount-differs")
                        .with("invoice", claim.amount())
                        .with("order", acceptance.amount())));
    }

    /** A vendor that has not told us its unified credit code cannot be matched by it. */
    private Mono<Void> seller(UUID vendorId, InvoiceClaim claim) {
        return database.sql(
                        "select unified_credit_code from organization where id = :id and unified_credit_code is not null")
                .bind("id", vendorId)
                .mapValue(String.class)
                .one()
                .filter(code -> !code.equals(claim.sellerCreditCode()))
                .flatMap(code -> Mono.error(Refusal.conflict("invoice-seller-differs")
                        .with("invoice", claim.sellerCreditCode())
                        .with("order", code)));
    }
}
