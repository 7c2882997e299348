package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.ledger.posting.Bucket.ACCEPTED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.AVAILABLE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.ENCUMBERED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.RESERVED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.SPENT;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.DELIVERY_ACCEPTED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.ORDER_CLOSED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.ORDER_ENCUMBERED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.ORDER_ENCUMBERED_ABOVE_ESTIMATE;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.PAYMENT_FAILED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.PAYMENT_INSTRUCTED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.PAYMENT_SETTLED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.REQUISITION_AMENDED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.REQUISITION_RELEASED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.REQUISITION_RESERVED;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.posting.AccountName;
import org.ziyuan.marketplace.ledger.posting.Journal;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The budget book (指标账): the money of a budget line from appropriation to payment.
 *
 * <p>Every act belongs into the transaction of the document it is about, and follows from that document's id: doing it
 * twice is doing it once. Every act can be refused with {@code budget-line-not-found}, {@code amount-out-of-range} and,
 * when the same id was used for something else, {@code posting-differs}.
 */
@Component
public class BudgetBook {

    private final Ledger ledger;
    private final DatabaseClient database;

    BudgetBook(Ledger ledger, DatabaseClient database) {
        this.ledger = ledger;
        this.database = database;
    }

    /** Gives money to a line and makes it available at once; in steps, see {@link Appropriations}. */
    public Mono<Void> appropriate(UUID operationId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Appropriations.approvedAndReleased(operationId, budgetLineId, amount, by));
    }

    /**
     * Sets money aside for a requisition. After a release the same requisition can reserve again.
     *
     * @throws Refusal {@code budget-insufficient} with line, available and requested; {@code
     *     budget-line-of-another-year}
     */
    public Mono<Void> reserve(UUID requisitionId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(REQUISITION_RESERVED, Ids.derived(REQUISITION_RESERVED, requisitionId))
                .about("requisition", requisitionId)
                .by(by)
                .onlyInTheLinesYear()
                .repeatableAfter(REQUISITION_RELEASED)
                .move(amount)
                .from(AVAILABLE.of(budgetLineId))
                .to(RESERVED.of(budgetLineId, requisitionId)));
    }

    /**
     * Sets more aside for a requisition, or less.
     *
     * @param difference what is added to the reservation; negative to take it away
     * @throws Refusal {@code budget-insufficient}, {@code reservation-insufficient}
     */
    public Mono<Void> amendReservation(
            UUID amendmentId, UUID requisitionId, UUID budgetLineId, Money difference, Actor by) {
        boolean more = difference.isPositive();
        AccountName available = AVAILABLE.of(budgetLineId);
        AccountName reserved = RESERVED.of(budgetLineId, requisitionId);
        return ledger.post(Journal.of(REQUISITION_AMENDED, Ids.derived(REQUISITION_AMENDED, amendmentId))
                .about("requisition", requisitionId)
                .by(by)
                .move(more ? difference : Money.ZERO.minus(difference))
                .from(more ? available : reserved)
                .to(more ? reserved : available));
    }

    /** Gives back what a requisition still holds; nothing held, nothing done. */
    public Mono<Void> releaseReservation(UUID requisitionId, UUID budgetLineId, Actor by) {
        return ledger.post(Journal.of(REQUISITION_RELEASED, Ids.derived(REQUISITION_RELEASED, requisitionId))
                .about("requisition", requisitionId)
                .by(by)
                .repeatableAfter(REQUISITION_RESERVED)
                .moveWhatIsLeft()
                .from(RESERVED.of(budgetLineId, requisitionId))
                .to(AVAILABLE.of(budgetLineId)));
    }

    /**
     * Turns a reservation into the promise of an order; what the order does not need becomes available again.
     *
     * @throws Refusal {@code reservation-insufficient} when the order costs more than was reserved; this refusal stays:
     *     the same order can not be encumbered later
     */
    public Mono<Void> encumber(UUID requisitionId, UUID orderId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(ORDER_ENCUMBERED, Ids.derived(ORDER_ENCUMBERED, orderId))
                .about("purchase-order", orderId)
                .by(by)
                .move(amount)
                .from(RESERVED.of(budgetLineId, requisitionId))
                .to(ENCUMBERED.of(budgetLineId, orderId))
                .moveWhatIsLeft()
                .from(RESERVED.of(budgetLineId, requisitionId))
                .to(AVAILABLE.of(budgetLineId)));
    }

    /**
     * The same for an order that was awarded above the estimate: what the reservation does not cover comes from what is
     * available.
     *
     * @throws Refusal {@code budget-insufficient}; this refusal stays
     */
    public Mono<Void> encumberAboveEstimate(
            UUID requisitionId, UUID orderId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(ORDER_ENCUMBERED_ABOVE_ESTIMATE, Ids.derived(ORDER_ENCUMBERED, orderId))
                .about("purchase-order", orderId)
                .by(by)
                .moveUpTo(amount)
                .from(RESERVED.of(budgetLineId, requisitionId))
                .to(ENCUMBERED.of(budgetLineId, orderId))
                .moveRestOf(amount)
                .from(AVAILABLE.of(budgetLineId))
                .to(ENCUMBERED.of(budgetLineId, orderId)));
    }

    /** Gives back what an order has promised and not used: the vendor declined, or less was delivered. */
    public Mono<Void> closeOrder(UUID orderId, UUID budgetLineId, Actor by) {
        return ledger.post(Journal.of(ORDER_CLOSED, Ids.derived(ORDER_CLOSED, orderId))
                .about("purchase-order", orderId)
                .by(by)
                .moveWhatIsLeft()
                .from(ENCUMBERED.of(budgetLineId, orderId))
                .to(AVAILABLE.of(budgetLineId)));
    }

    /**
     * What was delivered for this value is now owed.
     *
     * @throws Refusal {@code encumbrance-insufficient} for more than the order promised; {@code duties-not-separate} for
     *     who asked for the purchase or instructed its payment
     */
    public Mono<Void> accept(UUID acceptanceId, UUID orderId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(DELIVERY_ACCEPTED, Ids.derived(DELIVERY_ACCEPTED, acceptanceId))
                .about("acceptance", acceptanceId)
                .by(by)
                .move(amount)
                .from(ENCUMBERED.of(budgetLineId, orderId))
                .to(ACCEPTED.of(budgetLineId, orderId)));
    }

    /**
     * Sets the amount of a payment aside until the bank or provider has decided.
     *
     * @throws Refusal {@code accepted-insufficient} for more than was accepted and is not being paid already; this
     *     refusal stays: try again as another payment; {@code duties-not-separate} for who asked for or received it
     */
    public Mono<Void> instructPayment(UUID paymentId, UUID orderId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(PAYMENT_INSTRUCTED, instruction(paymentId))
                .about("payment", paymentId)
                .by(by)
                .setAside(amount)
                .from(ACCEPTED.of(budgetLineId, orderId))
                .to(SPENT.of(budgetLineId, orderId)));
    }

    /** The money is gone. @throws Refusal {@code posting-not-pending}, {@code posting-already-resolved} */
    public Mono<Void> settlePayment(UUID paymentId, Actor by) {
        return ledger.post(Journal.of(PAYMENT_SETTLED, Ids.derived(PAYMENT_SETTLED, paymentId))
                .about("payment", paymentId)
                .by(by)
                .complete(instruction(paymentId)));
    }

    /**
     * Less than was instructed is gone; the rest is owed again.
     *
     * @throws Refusal {@code amount-out-of-range} for more than was instructed, {@code posting-not-pending}, {@code
     *     posting-already-resolved}
     */
    public Mono<Void> settlePaymentInPart(UUID paymentId, Money paid, Actor by) {
        return ledger.post(Journal.of(PAYMENT_SETTLED, Ids.derived(PAYMENT_SETTLED, paymentId))
                .about("payment", paymentId)
                .by(by)
                .completeWith(instruction(paymentId), paid));
    }

    /** The money stayed. @throws Refusal {@code posting-not-pending}, {@code posting-already-resolved} */
    public Mono<Void> failPayment(UUID paymentId, Actor by) {
        return ledger.post(Journal.of(PAYMENT_FAILED, Ids.derived(PAYMENT_FAILED, paymentId))
                .about("payment", paymentId)
                .by(by)
                .giveBack(instruction(paymentId)));
    }

    /**
     * Sets the amount of a payment aside for a limited time: who has not confirmed by then has not paid.
     *
     * @param end from then on the payment can only be given back, which {@link ExpirePayments} does by itself
     * @throws Refusal as {@link #instructPayment}
     */
    public Mono<Void> instructPaymentUntil(
            OffsetDateTime end, UUID paymentId, UUID orderId, UUID budgetLineId, Money amount, Actor by) {
        return ledger.post(Journal.of(PAYMENT_INSTRUCTED, instruction(paymentId))
                .about("payment", paymentId)
                .by(by)
                .setAsideUntil(end, amount)
                .from(ACCEPTED.of(budgetLineId, orderId))
                .to(SPENT.of(budgetLineId, orderId)));
    }

    /** Where the money of a line is; all zero for a line nothing was ever given to. */
    public Mono<LineBalance> balance(UUID budgetLineId) {
        return balances(List.of(budgetLineId)).single();
    }

    /** The same for many lines at once, in no particular order. */
    public Flux<LineBalance> balances(Collection<UUID> budgetLineIds) {
        return LineBalances.of(database, budgetLineIds);
    }

    private static UUID instruction(UUID paymentId) {
        return Ids.derived(PAYMENT_INSTRUCTED, paymentId);
    }
}
