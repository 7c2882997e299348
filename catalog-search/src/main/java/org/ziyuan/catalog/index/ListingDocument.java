package org.ziyuan.catalog.index;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        List<String> words,
        String titleGrams,
        String grams,
        String characters,
        String pinyin,
        String initials,
        List<String> completions,
        String titleKey,
        String order,
        @Nullable Long priceInFen,
        Instant publishedAt,
        Instant updatedAt) {

    static ListingDocument of(CatalogListing listing, Analysis analysis) {
        Map<Dimension, String> values = values(listing);
        Tokens all = analysis.tokens(everything(listing));
        return new ListingDocument(
                listing,
                listing.id().toString(),
                choices(values),
                listing.vendorName(),
                keys(values, analysis),
                all.words(),
                String.join(" ", analysis.grams(listing.title())),
                String.join(" ", all.grams()),
                String.join(" ", all.characters()),
                String.join(" ", all.pinyin()),
                String.join(" ", all.initials()),
                analysis.completions(listing.title()),
                PlainText.compact(listing.title()),
                analysis.order(listing.title()),
                listing.lowestUnitPriceInFen(),
                listing.publishedAt(),
                listing.updatedAt());
    }

    private static String everything(CatalogListing listing) {
        return Stream.of(
                        listing.title(),
                        listing.subtitle(),
                        listing.stage(),
                        listing.subject(),
                        listing.edition(),
                        listing.grade(),
                        listing.volume(),
                        listing.publisher(),
                        listing.vendorName(),
                        listing.summary())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    private static Map<Dimension, String> values(CatalogListing listing) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        put(values, Dimension.STAGE, listing.stage());
        put(values, Dimension.SUBJECT, listing.subject());
        put(values, Dimension.EDITION, listing.edition());
        put(values, Dimension.GRADE, listing.grade());
        put(values, Dimension.VOLUME, listing.volume());
        put(values, Dimension.KIND, listing.kind());
        put(values, Dimension.VENDOR, listing.vendorId().toString());
        return values;
    }

    private static void put(Map<Dimension, String> values, Dimension dimension, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(dimension, value);
        }
    }

    private static Map<String, String> choices(Map<Dimension, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(
                        value -> value.getKey().key(), value -> value.getKey().choice(value.getValue())));
    }

    private static List<String> keys(Map<Dimension, String> values, Analysis analysis) {
        return values.entrySet().stream()
                .map(value -> analysis.key(value.getKey(), value.getValue()))
                .toList();
    }
}
