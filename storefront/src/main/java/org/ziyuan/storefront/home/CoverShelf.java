package org.ziyuan.storefront.home;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.catalog.index.CatalogListing;
import org.ziyuan.catalog.search.SearchPage;
import org.ziyuan.marketplace.licensing.LicencesInForce.Ending;
import org.ziyuan.marketplace.licensing.LicencesInForce.Used;

/**
 * A row of covers on the first page.
 *
 * @param name by which rule it was filled; its words are {@code home.shelf.<name>}
 * @param href where there is more; empty where there is not
 */
record CoverShelf(String name, String href, List<Cover> covers) {

    CoverShelf {
        covers = List.copyOf(covers);
    }

    /**
     * A cover with the one thing that is said below it; all else is null.
     *
     * @param schools how many schools like the reader's use it
     * @param until when the reader's school may no longer use it
     */
    record Cover(
            UUID id,
            String title,
            @Nullable Long priceInFen,
            @Nullable String meter,
            @Nullable Integer schools,
            @Nullable Instant until) {

        static Cover priced(CatalogListing listing) {
            return new Cover(
                    listing.id(), listing.title(), listing.lowestUnitPriceInFen(), listing.meter(), null, null);
        }

        static Cover used(Used used) {
            return new Cover(used.listingId(), used.title(), null, null, used.schools(), null);
        }

        static Cover ending(Ending ending) {
            return new Cover(
                    ending.listingId(),
                    ending.title(),
                    null,
                    null,
                    null,
                    ending.validUntil().toInstant());
        }
    }

    /** Those of them that cost nothing. */
    static CoverShelf free(String href, SearchPage cheapest) {
        CoverShelf all = of("free", href, cheapest);
        return new CoverShelf(
                all.name(),
                href,
                all.covers().stream()
                        .filter(cover -> Objects.equals(cover.priceInFen(), 0L))
                        .toList());
    }

    static CoverShelf of(String name, String href, SearchPage page) {
        return new CoverShelf(
                name,
                href,
                page.found().stream()
                        .map(found -> Cover.priced(found.listing()))
                        .toList());
    }
}
