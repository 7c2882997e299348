package org.ziyuan.marketplace.listing;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * What a vendor publishes, in its current version.
 *
 * @param version the version shown; an order line points at it and it never changes
 * @param descriptionHtml the vendor's own words, sanitised when written and again when read
 * @param offers the active offers, the cheapest unit first
 */
public record Listing(
        UUID id,
        int version,
        ListingState state,
        String kind,
        String title,
        String subtitle,
        String summary,
        String descriptionHtml,
        @Nullable String stage,
        @Nullable String subject,
        @Nullable String edition,
        @Nullable String grade,
        @Nullable String volume,
        @Nullable String publisher,
        UUID vendorId,
        String vendorName,
        OffsetDateTime publishedAt,
        Sale sale,
        List<Offer> offers) {

    /** Whether it can be bought now; a suspended listing keeps its running licences and sells nothing new. */
    public boolean isForSale() {
        return state == ListingState.PUBLISHED && sale.phase().sells();
    }

    /** Whether it is an application, of which a school asks more before it lets it in. */
    public boolean isApp() {
        return kind.equals("app");
    }

    /** One of its active offers. */
    public Offer offer(UUID id) {
        return offers.stream()
                .filter(offer -> offer.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("offer", id));
    }

    Listing with(List<Offer> active) {
        return new Listing(
                id,
                version,
                state,
                kind,
                title,
                subtitle,
                summary,
                descriptionHtml,
                stage,
                subject,
                edition,
                grade,
                volume,
                publisher,
                vendorId,
                vendorName,
                publishedAt,
                sale,
                List.copyOf(active));
    }
}
