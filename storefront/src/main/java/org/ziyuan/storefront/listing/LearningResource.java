package org.ziyuan.storefront.listing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.Offer;

/** A listing in the vocabulary of schema.org, for programs that read pages; it is data and never runs. */
final class LearningResource {

    private LearningResource() {}

    static Map<String, Object> of(Listing listing) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("@context", "https://schema.org");
        said.put("@type", List.of("LearningResource", "Product"));
        said.put("identifier", listing.id().toString());
        said.put("name", listing.title());
        said.put("description", listing.summary());
        said.put("version", String.valueOf(listing.version()));
        said.put("inLanguage", "zh-CN");
        said.put("provider", organization(listing.vendorName()));
        put(said, "publisher", listing.publisher() == null ? null : organization(listing.publisher()));
        put(said, "about", listing.subject());
        put(said, "educationalLevel", level(listing));
        put(said, "bookEdition", listing.edition());
        if (listing.isForSale()) {
            said.put(
                    "offers",
                    listing.offers().stream().map(LearningResource::offer).toList());
        }
        return said;
    }

    private static Map<String, Object> offer(Offer offer) {
        return Map.of(
                "@type",
                "Offer",
                "name",
                offer.name(),
                "priceCurrency",
                "CNY",
                "price",
                "%d.%02d"
                        .formatted(
                                offer.unitPrice().fen() / 100, offer.unitPrice().fen() % 100));
    }

    private static Map<String, Object> organization(String name) {
        return Map.of("@type", "Organization", "name", name);
    }

    private static @Nullable String level(Listing listing) {
        List<String> parts = Stream.of(listing.stage(), listing.grade(), listing.volume())
                .flatMap(Stream::ofNullable)
                .toList();
        return parts.isEmpty() ? null : String.join(" ", parts);
    }

    private static void put(Map<String, Object> said, String name, @Nullable Object value) {
        if (value != null) {
            said.put(name, value);
        }
    }
}
