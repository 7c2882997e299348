package org.ziyuan.marketplace.ordering;

import java.util.List;
import java.util.UUID;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * What an approved requisition asks to be ordered from one vendor.
 *
 * @param orderId chosen by whoever asks, so that asking twice orders once
 * @param requestedBy who wanted it: may neither accept the delivery nor pay for it
 * @param approvedBy who approved it: may not accept the delivery
 */
public record OrderRequest(
        UUID orderId,
        UUID requisitionId,
        UUID buyerId,
        UUID budgetLineId,
        UUID requestedBy,
        List<UUID> approvedBy,
        List<Line> lines) {

    private static final int MOST_LINES = 200;
    private static final int LARGEST_QUANTITY = 10_000_000;

    /** @throws Refusal {@code order-lines} without lines or with too many */
    public OrderRequest {
        approvedBy = List.copyOf(approvedBy);
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > MOST_LINES) {
            throw Refusal.invalid("order-lines").with("most", MOST_LINES);
        }
    }

    /** What all lines cost together. */
    public Money total() {
        return lines.stream().map(Line::amount).reduce(Money.ZERO, Money::plus);
    }

    /**
     * One position of the order.
     *
     * @param listingVersion the version the buyer saw; it is what he bought, whatever is published later
     * @param unitPrice the price of one unit as approved, in the meter of the offer
     */
    public record Line(UUID lineId, UUID offerId, UUID listingId, int listingVersion, int quantity, Money unitPrice) {

        /** @throws Refusal {@code order-quantity} outside of one to ten million, {@code order-price} below zero */
        public Line {
            if (quantity < 1 || quantity > LARGEST_QUANTITY) {
                throw Refusal.invalid("order-quantity").with("quantity", quantity);
            }
            if (unitPrice.fen() < 0) {
                throw Refusal.invalid("order-price").with("price", unitPrice);
            }
        }

        public Money amount() {
            return unitPrice.times(quantity);
        }
    }
}
