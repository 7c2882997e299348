package org.ziyuan.marketplace.ordering;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.licensing.NewLicence;
import org.ziyuan.marketplace.listing.LicenceModel;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;

/** The offer behind one line of an order, as far as ordering needs it. */
record OrderedOffer(
        OrderRequest.Line line,
        String title,
        boolean forSale,
        Money price,
        UUID vendorId,
        boolean vendorIsActive,
        LicenceModel model,
        @Nullable Integer termMonths) {

    /** @throws Refusal {@code listing-not-for-sale}, {@code price-changed} when it cannot be had any more as it was approved */
    void check() {
        if (!forSale) {
            throw Refusal.conflict("listing-not-for-sale").with("title", title);
        }
        if (!price.equals(line.unitPrice())) {
            throw Refusal.conflict("price-changed")
                    .with("title", title)
                    .with("shown", line.unitPrice())
                    .with("current", price);
        }
    }

    /** The licence that the line buys: counted seats where the model counts them, everybody where it does not. */
    NewLicence licence(OrderRequest request) {
        boolean counted = model == LicenceModel.NAMED_SEAT || model == LicenceModel.PERPETUAL;
        return new NewLicence(
                Ids.derived("licence", line.lineId()),
                request.orderId(),
                line.lineId(),
                line.listingId(),
                line.listingVersion(),
                line.offerId(),
                request.buyerId(),
                request.budgetLineId(),
                model,
                counted ? line.quantity() : null,
                model == LicenceModel.PERPETUAL ? null : termMonths);
    }
}
