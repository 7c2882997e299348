package org.ziyuan.storefront.licence;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.licensing.HeldLicence;
import org.ziyuan.marketplace.licensing.LicenceState;
import org.ziyuan.marketplace.licensing.ResourceCard;
import org.ziyuan.marketplace.listing.LicenceModel;

/**
 * What everybody who may open the page reads about a licence, whether he sees its papers or only uses it.
 *
 * @param seatsTotal null when seats are not counted
 */
record LicenceSheet(
        UUID id,
        UUID listingId,
        String title,
        String holder,
        LicenceModel model,
        LicenceState state,
        @Nullable OffsetDateTime validFrom,
        @Nullable OffsetDateTime validUntil,
        @Nullable Integer seatsTotal,
        @Nullable Integer seatsFree) {

    static LicenceSheet of(HeldLicence held) {
        return new LicenceSheet(
                held.id(),
                held.listingId(),
                held.title(),
                held.holderName(),
                held.model(),
                held.state(),
                held.validFrom(),
                held.validUntil(),
                held.seatsTotal(),
                held.seatsFree());
    }

    static LicenceSheet of(ResourceCard card) {
        return new LicenceSheet(
                card.licenceId(),
                card.listingId(),
                card.title(),
                card.providerName(),
                card.model(),
                card.state(),
                card.validFrom(),
                card.validUntil(),
                card.seatsTotal(),
                card.seatsFree());
    }

    /** Seats that somebody holds. */
    public int seatsTaken() {
        return seatsTotal == null || seatsFree == null ? 0 : seatsTotal - seatsFree;
    }
}
