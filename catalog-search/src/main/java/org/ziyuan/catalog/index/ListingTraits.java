package org.ziyuan.catalog.index;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Vocabulary;

/** What a listing says of itself, and what it is chosen by. */
final class ListingTraits {

    private ListingTraits() {}

    /** What it says of itself; its vendor's name is found as text but is no word of the vocabulary. */
    static String said(CatalogListing listing) {
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
    static Map<Dimension, String> values(CatalogListing listing, Vocabulary vocabulary) {
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

    static Map<String, String> byKey(Map<Dimension, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(value -> value.getKey().key(), Map.Entry::getValue));
    }

    /** The edition of a subject for a stage, as one word; null where one of the three is not said. */
    static @Nullable String work(Map<Dimension, String> values) {
        String stage = values.get(Dimension.STAGE);
        String subject = values.get(Dimension.SUBJECT);
        String edition = values.get(Dimension.EDITION);
        return stage == null || subject == null || edition == null ? null : stage + "|" + subject + "|" + edition;
    }

    static List<String> keys(Map<Dimension, String> values, Analysis analysis) {
        return values.entrySet().stream()
                .map(value -> analysis.key(value.getKey(), value.getValue()))
                .toList();
    }
}
