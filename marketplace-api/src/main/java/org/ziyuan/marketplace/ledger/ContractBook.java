package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.ledger.posting.Bucket.ACCEPTED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.AVAILABLE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.ENCUMBERED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.LAPSED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.RESERVED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.RETAINED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.ACCEPTANCE_BACKED_OUT;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.ADVANCE_GRANTED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.CONTRACT_VOIDED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.DELIVERY_ACCEPTED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.ORDER_CHANGED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.RETENTION_FORFEITED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.RETENTION_RELEASED;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.posting.AccountName;
import org.ziyuan.marketplace.ledger.posting.Journal;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.ledger.posting.LedgerEvent;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * What can happen to the money of a contract between its promise and its end: changed, advanced, retained, voided.
 *
 * <p>Refused like every act of {@link BudgetBook}; each act names an id of its own, so twice is once.
 */
@Component
class ContractBook {

    private final Ledger ledger;

    ContractBook(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * A change order (变更): more is promised from what is available, or less and the rest is available again.
     *
     * @param difference what is added to the promise; negative to take it away. That supplements stay within a tenth of
     *     the contract (政府采购法 49) is for the caller to know
     * @throws Refusal {@code budget-insufficient}, {@code encumbrance-insufficient}; the refusal stays
     */
    Mono<Void> change(UUID changeId, UUID orderId, UUID budgetLineId, Money difference, Actor by) {
        boolean more = difference.isPositive();
        AccountName available = AVAILABLE.of(budgetLineId);
        AccountName encumbered = ENCUMBERED.of(budgetLineId, orderId);
        return ledger.post(about(ORDER_CHANGED, changeId, "change-order", by)
                .move(more ? difference : Money.ZERO.minus(difference))
                .from(more ? available : encumbered)
                .to(more ? encumbered : available));
    }

    /** An advance (预付款) may be paid before delivery. @throws Refusal {@code encumbrance-insufficient} */
    Mono<Void> grantAdvance(UUID advanceId, UUID orderId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(about(ADVANCE_GRANTED, advanceId, "advance", by)
                .move(amount)
                .from(ENCUMBERED.of(budgetLineId, orderId))
                .to(ACCEPTED.of(budgetLineId, orderId)));
    }

    /**
     * A delivery is accepted and a part of its value is retained until the warranty ends (质保金).
     *
     * @param payable what is owed now
     * @param retained what is owed later, positive
     * @throws Refusal {@code encumbrance-insufficient}, {@code duties-not-separate}
     */
    Mono<Void> acceptRetaining(
            UUID acceptanceId, UUID orderId, UUID budgetLineId, Money payable, Money retained, Actor by) {
        AccountName encumbered = ENCUMBERED.of(budgetLineId, orderId);
        return ledger.post(about(DELIVERY_ACCEPTED, acceptanceId, "acceptance", by)
                .move(payable)
                .from(encumbered)
                .to(ACCEPTED.of(budgetLineId, orderId))
                .move(retained)
                .from(encumbered)
                .to(RETAINED.of(budgetLineId, orderId)));
    }

    /** An invoice does not match: what was owed is only promised again. @throws Refusal {@code accepted-insufficient} */
    Mono<Void> backOutAcceptance(UUID operationId, UUID orderId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(about(ACCEPTANCE_BACKED_OUT, operationId, "acceptance", by)
                .move(amount)
                .from(ACCEPTED.of(budgetLineId, orderId))
                .to(ENCUMBERED.of(budgetLineId, orderId)));
    }

    /** The warranty has ended: what was retained is owed. @throws Refusal {@code retention-insufficient} */
    Mono<Void> releaseRetention(UUID releaseId, UUID orderId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(about(RETENTION_RELEASED, releaseId, "retention", by)
                .move(amount)
                .from(RETAINED.of(budgetLineId, orderId))
                .to(ACCEPTED.of(budgetLineId, orderId)));
    }

    /**
     * The vendor has lost what was retained: it is available again, or lapses when its year is over.
     *
     * @param sameYear whether the line's year is still the current one
     * @throws Refusal {@code retention-insufficient}
     */
    Mono<Void> forfeitRetention(
            UUID forfeitureId, UUID orderId, UUID budgetLineId, Money amount, boolean sameYear, Actor by) {
        return ledger.post(about(RETENTION_FORFEITED, forfeitureId, "retention", by)
                .move(amount)
                .from(RETAINED.of(budgetLineId, orderId))
                .to(sameYear ? AVAILABLE.of(budgetLineId) : LAPSED.of(budgetLineId)));
    }

    /**
     * A challenge was upheld and the contract is void: what is promised, retained and owed is available again, in one
     * journal. What was paid comes back through {@link Returns#refund}.
     *
     * @param anew the requisition for which the same amount is reserved again, or null when nobody awards it anew
     * @param reserve how much is reserved again; not looked at when {@code anew} is null
     * @throws Refusal {@code budget-insufficient} when more is to be reserved than there is then
     */
    Mono<Void> voidContract(
            UUID decisionId, UUID orderId, UUID budgetLineId, @Nullable UUID anew, Money reserve, Actor by) {
        AccountName available = AVAILABLE.of(budgetLineId);
        Journal released = about(CONTRACT_VOIDED, decisionId, "decision", by)
                .moveWhatIsLeft()
                .from(ENCUMBERED.of(budgetLineId, orderId))
                .to(available)
                .moveWhatIsLeft()
                .from(RETAINED.of(budgetLineId, orderId))
                .to(available)
                .moveWhatIsLeft()
                .from(ACCEPTED.of(budgetLineId, orderId))
                .to(available);
        return ledger.post(
                anew == null ? released : released.move(reserve).from(available).to(RESERVED.of(budgetLineId, anew)));
    }

    private static Journal.Start about(LedgerEvent event, UUID id, String documentType, Actor by) {
        return Journal.of(event, Ids.derived(event, id)).about(documentType, id).by(by);
    }
}
