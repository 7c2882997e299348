package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.MONEY_CHARGED_BACK;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.MONEY_EARNED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.MONEY_RECEIVED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.MONEY_REFUNDED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.VENDOR_SETTLED;
import static org.ziyuan.marketplace.ledger.posting.PartyAccount.CASH;
import static org.ziyuan.marketplace.ledger.posting.PartyAccount.CHARGEBACK;
import static org.ziyuan.marketplace.ledger.posting.PartyAccount.ESCROW;
import static org.ziyuan.marketplace.ledger.posting.PartyAccount.PAYABLE;
import static org.ziyuan.marketplace.ledger.posting.PartyAccount.PLATFORM_FEE;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.posting.Journal;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.ledger.posting.LedgerEvent;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * The money book (资金账): real money at providers, held for orders, owed to vendors. It stands in the book of the
 * organization that acts; each id follows from the payment, order or settlement, so twice is once.
 */
@Component
class MoneyBook {

    private final Ledger ledger;

    MoneyBook(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A provider has received money for an order; it is held until the order is fulfilled. */
    Mono<Void> receive(UUID paymentId, String provider, UUID orderId, Money amount, Actor by) {
        return ledger.post(about(MONEY_RECEIVED, paymentId, "payment", by)
                .move(amount)
                .from(CASH.of(provider))
                .to(ESCROW.of(orderId)));
    }

    /**
     * The order is fulfilled: what was held for it is owed to the vendor, less the platform's fee.
     *
     * @param fee the fee agreed at the sale, or zero
     * @throws Refusal {@code money-insufficient} when less is held for the order
     */
    Mono<Void> earn(UUID orderId, UUID vendorId, Money owed, Money fee, Actor by) {
        Journal journal = about(MONEY_EARNED, orderId, "purchase-order", by)
                .move(owed)
                .from(ESCROW.of(orderId))
                .to(PAYABLE.of(vendorId));
        return ledger.post(
                fee.isPositive()
                        ? journal.move(fee).from(ESCROW.of(orderId)).to(PLATFORM_FEE.of("platform"))
                        : journal);
    }

    /** The vendor was paid out. @throws Refusal {@code money-insufficient} for more than is owed */
    Mono<Void> settle(UUID settlementId, UUID vendorId, String provider, Money amount, Actor by) {
        return ledger.post(about(VENDOR_SETTLED, settlementId, "settlement", by)
                .move(amount)
                .from(PAYABLE.of(vendorId))
                .to(CASH.of(provider)));
    }

    /** The buyer gets back what is held for the order. @throws Refusal {@code money-insufficient} */
    Mono<Void> refund(UUID refundId, UUID orderId, String provider, Money amount, Actor by) {
        return ledger.post(about(MONEY_REFUNDED, refundId, "refund", by)
                .move(amount)
                .from(ESCROW.of(orderId))
                .to(CASH.of(provider)));
    }

    /** The provider took money back that was held for the order or is not there any more: it is claimed. */
    Mono<Void> chargeBack(UUID chargebackId, UUID orderId, String provider, Money amount, Actor by) {
        return ledger.post(about(MONEY_CHARGED_BACK, chargebackId, "chargeback", by)
                .move(amount)
                .from(CHARGEBACK.of(orderId))
                .to(CASH.of(provider)));
    }

    private static Journal.Start about(LedgerEvent event, UUID id, String documentType, Actor by) {
        return Journal.of(event, Ids.derived(event, id))
                .about(documentType, id)
                .by(by)
                .inTheBookOf(by.organizationId());
    }
}
