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
import org.ziyuan.catalog.analysis.Vocabulary;

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
        String readings,
        String initials,
        List<String> completions,
        String titleKey,
        String order,
        @Nullable Long priceInFen,
        Instant publishedAt,
        Instant updatedAt) {

    static ListingDocument of(CatalogListing listing, Analysis analysis) {
        Map<Dimension, String> values = values(listing, analysis.vocabulary());
        String said = said(listing);
        Tokens all = analysis.tokens(said + " " + listing.vendorName());
        return new ListingDocument(
                listing,
                listing.id().toString(),
                byKey(values),
                listing.vendorName(),
                keys(values, analysis),
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

    /** What it says of itself; its vendor's name is found as text but is no word of the vocabulary. */
    private static String said(CatalogListing listing) {
        return Stream.of(
                        listing.title(),
                        listing.subtitle(),
                        listing.stage(),
                        listing.subject(),
                        listing.edition(),
                        listing.grade(),
                        listing.volume(),
                        listing.publisher(),
                        listing.summary())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" "));
    }

    /** What it is chosen by: only values that the vocabulary knows, whatever a vendor wrote. */
    private static Map<Dimension, String> values(CatalogListing listing, Vocabulary vocabulary) {
        Map<Dimension, String> values = new EnumMap<>(Dimension.class);
        put(values, Dimension.STAGE, listing.stage());
        put(values, Dimension.SUBJECT, listing.subject());
        put(values, Dimension.EDITION, listing.edition());
        put(values, Dimension.GRADE, listing.grade());
        put(values, Dimension.VOLUME, listing.volume());
        put(values, Dimension.KIND, listing.kind());
        put(values, Dimension.VENDOR, listing.vendorId().toString());
        values.replaceAll(
                (dimension, written) -> vocabulary.choice(dimension, written).orElse(""));
        values.values().removeIf(String::isEmpty);
        return values;
    }

    private static void put(Map<Dimension, String> values, Dimension dimension, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            values.put(dimension, value);
        }
    }

    private static Map<String, String> byKey(Map<Dimension, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(value -> value.getKey().key(), Map.Entry::getValue));
    }

    private static List<String> keys(Map<Dimension, String> values, Analysis analysis) {
        return values.entrySet().stream()
                .map(value -> analysis.key(value.getKey(), value.getValue()))
                .toList();
    }
}
