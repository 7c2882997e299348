package org.ziyuan.storefront.listing;

import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.Offer;

/**
 * An offer with the sum it comes to for the school that looks.
 *
 * @param quantity what a requisition would propose
 * @param totalInFen what that quantity costs; null for whoever does not look for a school
 * @param counted whether the quantity is the school's own headcount
 */
record OfferRow(Offer offer, int quantity, @Nullable Long totalInFen, boolean counted) {

    static OfferRow of(Offer offer, SchoolTerms terms, @Nullable String stage) {
        int pupils = terms.pupilsOf(stage);
        int quantity = Math.max(offer.minimumQuantity(), offer.meter().quantityFor(pupils));
        boolean perPupil = offer.meter().column().equals("pupil_year");
        return new OfferRow(
                offer,
                quantity,
                terms.ofSchool() ? offer.priceOf(quantity).fen() : null,
                perPupil && pupils > 0 && quantity == pupils);
    }
}
