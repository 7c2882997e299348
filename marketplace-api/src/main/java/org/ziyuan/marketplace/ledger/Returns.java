package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.ledger.posting.Bucket.ACCEPTED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.AVAILABLE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.ENCUMBERED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.LAPSED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.SOURCE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.SPENT;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.GOODS_RETURNED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.GOODS_RETURNED_FOR_REPLACEMENT;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.PAYMENT_OF_EARLIER_YEAR_REFUNDED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.PAYMENT_REFUNDED;

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
 * Money on its way back: goods returned before and after they were paid for.
 *
 * <p>Refused like every act of {@link BudgetBook}; each id follows from the claim or refund, so twice is once.
 */
@Component
public class Returns {

    private final Ledger ledger;

    Returns(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Returned before payment; a replacement is due, so the promise stands. @throws Refusal {@code accepted-insufficient} */
    public Mono<Void> returnForReplacement(UUID claimId, UUID orderId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(about(GOODS_RETURNED_FOR_REPLACEMENT, claimId, "return", by)
                .move(amount)
                .from(ACCEPTED.of(budgetLineId, orderId))
                .to(ENCUMBERED.of(budgetLineId, orderId)));
    }

    /** Returned before payment for good: the money is available again. @throws Refusal {@code accepted-insufficient} */
    public Mono<Void> returnForGood(UUID claimId, UUID orderId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(about(GOODS_RETURNED, claimId, "return", by)
                .move(amount)
                .from(ACCEPTED.of(budgetLineId, orderId))
                .to(AVAILABLE.of(budgetLineId)));
    }

    /**
     * The vendor paid back in the year of the payment.
     *
     * @param replacementDue whether the contract goes on and the money stays promised to it
     * @throws Refusal {@code spent-insufficient} for more than was paid
     */
    public Mono<Void> refund(
            UUID refundId, UUID orderId, UUID budgetLineId, Money amount, boolean replacementDue, Actor by) {
        return ledger.post(about(PAYMENT_REFUNDED, refundId, "refund", by)
                .move(amount)
                .from(SPENT.of(budgetLineId, orderId))
                .to(replacementDue ? ENCUMBERED.of(budgetLineId, orderId) : AVAILABLE.of(budgetLineId)));
    }

    /**
     * Takes back from the vendor what an earlier, closed year had spent. That year stays as it is, and the money is
     * returned in the year of the given line.
     */
    public Mono<Void> refundOfEarlierYear(UUID refundId, UUID lineOfThisYear, Money amount, Actor by) {
        return ledger.post(about(PAYMENT_OF_EARLIER_YEAR_REFUNDED, refundId, "refund", by)
                .move(amount)
                .from(SOURCE.of(lineOfThisYear))
                .to(LAPSED.of(lineOfThisYear)));
    }

    private static Journal.Start about(LedgerEvent event, UUID id, String documentType, Actor by) {
        return Journal.of(event, Ids.derived(event, id)).about(documentType, id).by(by);
    }
}
