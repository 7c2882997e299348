package org.ziyuan.storefront.listing;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.procurement.choosing.Fit;

/**
 * An offer with the sum it comes to for the school that looks.
 *
 * @param quantity what a requisition would propose
 * @param totalInFen what that quantity costs; null for whoever does not look for a school
 * @param covers whether it serves all whom it is wanted for, for a school year at least
 * @param best whether no other that covers the need costs less
 */
record OfferRow(Offer offer, int quantity, @Nullable Long totalInFen, boolean covers, boolean best) {

    /** The offers of a listing for a need, the one that fits best first. */
    static List<OfferRow> of(Listing listing, SchoolTerms terms, Need need) {
        List<Fit> fits = Fit.all(listing.offers(), need.audience(), need.priced());
        return IntStream.range(0, fits.size())
                .mapToObj(place -> of(fits.get(place), terms, place == 0))
                .toList();
    }

    private static OfferRow of(Fit fit, SchoolTerms terms, boolean first) {
        return new OfferRow(
                fit.offer(),
                fit.quantity(),
                terms.ofSchool() ? fit.total().fen() : null,
                fit.covers(),
                first && fit.covers());
    }

    /** Whether one unit of it is for one person. */
    public boolean counted() {
        return Fit.isCounted(offer);
    }
}
