package org.ziyuan.marketplace.ordering;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.licensing.NewLicence;
import org.ziyuan.marketplace.listing.LicenceModel;
import org.ziyuan.marketplace.transaction.Ids;

/** The offer behind one line of an order, as far as ordering needs it. */
record OrderedOffer(
        OrderRequest.Line line,
        UUID vendorId,
        boolean vendorIsActive,
        LicenceModel model,
        @Nullable Integer termMonths) {

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
