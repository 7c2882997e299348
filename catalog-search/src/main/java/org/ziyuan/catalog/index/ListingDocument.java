package org.ziyuan.catalog.index;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.PlainText;
import org.ziyuan.catalog.analysis.Tokens;

/**
 * A listing as the index holds it: what is shown, what it is chosen by, and the tokens it is found by. Its fields are
 * the allow-list of {@code listings.json}; the node refuses any other.
 *
 * @param id sorts what is equal otherwise, so that pages never overlap
 * @param choices values by dimension, as people choose them
 * @param keys the same, as typed words are matched with them
 * @param work the edition of a subject for a stage, as a region takes it
 * @param completions what may be typed to be offered the title
 * @param titleKey the title without spaces and signs; one suggestion stands for all listings that share it
 * @param order sorts by title
 */
record ListingDocument(
        CatalogListing listing,
        String id,
        Map<String, String> choices,
        String vendorName,
        List<String> keys,
        @Nullable String work,
        List<String> words,
        String titleGrams,
        String grams,
        String characters,
        String pinyin,
        String readings,
        String initials,
        List<String> completions,
        String titleKey,
        String order,
        @Nullable Long priceInFen,
        Instant publishedAt,
        Instant updatedAt) {

    static ListingDocument of(CatalogListing listing, Analysis analysis) {
        Map<Dimension, String> values = ListingTraits.values(listing, analysis.vocabulary());
        String said = ListingTraits.said(listing);
        Tokens all = analysis.tokens(said + " " + listing.vendorName());
        return new ListingDocument(
                listing,
                listing.id().toString(),
                ListingTraits.byKey(values),
                listing.vendorName(),
                ListingTraits.keys(values, analysis),
                ListingTraits.work(values),
                analysis.words(said),
                String.join(" ", analysis.grams(listing.title())),
                String.join(" ", all.grams()),
                String.join(" ", all.characters()),
                String.join(" ", all.pinyin()),
                String.join(" ", all.readings()),
                String.join(" ", all.initials()),
                analysis.completions(listing.title()),
                PlainText.compact(listing.title()),
                analysis.order(listing.title()),
                listing.lowestUnitPriceInFen(),
                listing.publishedAt(),
                listing.updatedAt());
    }
}
