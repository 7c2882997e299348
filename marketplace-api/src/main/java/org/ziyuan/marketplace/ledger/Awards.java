package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.ledger.posting.Bucket.AVAILABLE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.ENCUMBERED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.RESERVED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.AWARD_ENCUMBERED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.FRAMEWORK_AGREED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.FRAMEWORK_CALLED_OFF;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.posting.AccountName;
import org.ziyuan.marketplace.ledger.posting.Journal;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.ledger.posting.LedgerEvent;
import org.ziyuan.marketplace.ledger.posting.PartyAccount;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * Buying once for many, and buying under a framework: the promises that touch more than one account at a time.
 *
 * <p>Refused like every act of {@link BudgetBook}; each id follows from the award or order, so twice is once.
 */
@Component
public class Awards {

    private final Ledger ledger;

    Awards(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What one school takes of an award: its requisition becomes the promise of its own contract. */
    public record Share(UUID requisitionId, UUID contractId, UUID budgetLineId, Money amount) {}

    /**
     * A consolidated award: the reservations of all schools become their contracts in one journal, or none does.
     *
     * @param shares at least one, at most two thousand; their sum is the award
     *     ({@link org.ziyuan.marketplace.money.LargestRemainder} splits it to the fen)
     * @param organizationId whose book the award stands in: the county or city that bought
     * @throws Refusal {@code reservation-insufficient} naming the school's line; this refusal stays
     */
    public Mono<Void> encumberForMany(UUID awardId, UUID organizationId, List<Share> shares, Actor by) {
        if (shares.isEmpty() || shares.size() > 2_000) {
            return Mono.error(() -> Refusal.invalid("award-shares-out-of-range").with("shares", shares.size()));
        }
        Journal.Start start = Journal.of(AWARD_ENCUMBERED, Ids.derived(AWARD_ENCUMBERED, awardId))
                .about("award", awardId)
                .by(by)
                .inTheBookOf(organizationId);
        @Nullable Journal journal = null;
        for (Share share : shares) {
            AccountName reserved = RESERVED.of(share.budgetLineId(), share.requisitionId());
            journal = (journal == null ? start.move(share.amount()) : journal.move(share.amount()))
                    .from(reserved)
                    .to(ENCUMBERED.of(share.budgetLineId(), share.contractId()))
                    .moveWhatIsLeft()
                    .from(reserved)
                    .to(AVAILABLE.of(share.budgetLineId()));
        }
        return ledger.post(java.util.Objects.requireNonNull(journal));
    }

    /**
     * Capacity is agreed with a supplier for a lot, as an amount.
     *
     * @param supplierShareId the supplier's share of the lot; capacity of one is never used by another
     * @param organizationId who concluded the framework
     */
    public Mono<Void> agreeFramework(
            UUID operationId, UUID supplierShareId, UUID organizationId, Money capacity, Actor by) {
        return ledger.post(Journal.of(FRAMEWORK_AGREED, Ids.derived(FRAMEWORK_AGREED, operationId))
                .about("framework", supplierShareId)
                .by(by)
                .inTheBookOf(organizationId)
                .move(capacity)
                .from(PartyAccount.FRAMEWORK_SOURCE.of(supplierShareId))
                .to(PartyAccount.FRAMEWORK_LEFT.of(supplierShareId)));
    }

    /**
     * A call-off: the reservation becomes a promise and the same amount of capacity is used, in one journal.
     *
     * @throws Refusal {@code reservation-insufficient}, {@code framework-capacity-insufficient}; both stay
     */
    public Mono<Void> callOff(
            UUID requisitionId, UUID orderId, UUID supplierShareId, UUID budgetLineId, Money amount, Actor by) {
        AccountName reserved = RESERVED.of(budgetLineId, requisitionId);
        return ledger.post(Journal.of(FRAMEWORK_CALLED_OFF, Ids.derived(LedgerEvent.ORDER_ENCUMBERED, orderId))
                .about("purchase-order", orderId)
                .by(by)
                .move(amount)
                .from(reserved)
                .to(ENCUMBERED.of(budgetLineId, orderId))
                .moveWhatIsLeft()
                .from(reserved)
                .to(AVAILABLE.of(budgetLineId))
                .move(amount)
                .from(PartyAccount.FRAMEWORK_LEFT.of(supplierShareId))
                .to(PartyAccount.FRAMEWORK_USED.of(supplierShareId)));
    }
}
