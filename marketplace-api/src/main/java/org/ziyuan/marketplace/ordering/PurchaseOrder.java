package org.ziyuan.marketplace.ordering;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * A purchase order as it stands.
 *
 * @param number the number on paper, such as 粤教采订〔2026〕000001号
 * @param budgetLineId the line it was issued from
 * @param chargedLineId the line its money stands on now: another one once it was carried into the next year
 * @param total what all lines cost together, tax included
 * @param payBy the last day on which the vendor must have his money; null until the delivery was accepted
 * @param version counts the changes of state; the entity tag on the wire
 */
public record PurchaseOrder(
        UUID id,
        String number,
        UUID requisitionId,
        UUID buyerId,
        String buyerName,
        UUID vendorId,
        String vendorName,
        UUID budgetLineId,
        UUID chargedLineId,
        OrderState state,
        Money total,
        OffsetDateTime issuedAt,
        @Nullable LocalDate payBy,
        int version,
        List<Line> lines) {

    public PurchaseOrder {
        lines = List.copyOf(lines);
    }

    /** The same one step further. */
    PurchaseOrder movedTo(OrderState next) {
        return as(next, version + 1, lines);
    }

    private PurchaseOrder as(OrderState itsState, int itsVersion, List<Line> its) {
        return new PurchaseOrder(
                id,
                number,
                requisitionId,
                buyerId,
                buyerName,
                vendorId,
                vendorName,
                budgetLineId,
                chargedLineId,
                itsState,
                total,
                issuedAt,
                payBy,
                itsVersion,
                its);
    }

    /** One position; the title is that of the version bought. */
    public record Line(
            UUID id,
            UUID listingId,
            int listingVersion,
            String title,
            UUID offerId,
            String offerName,
            int quantity,
            Money unitPrice,
            Money amount) {}
}
