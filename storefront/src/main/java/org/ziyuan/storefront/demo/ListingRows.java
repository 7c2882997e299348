package org.ziyuan.storefront.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.transaction.Ids;

/** The rows of the demo's listings, as they go into their tables. */
final class ListingRows {

    static final String PUBLISHED_AT = "2026-08-20T00:00:00Z";

    private final List<Map<String, Object>> listings = new ArrayList<>();
    private final List<Map<String, Object>> versions = new ArrayList<>();
    private final List<Map<String, Object>> offers = new ArrayList<>();
    private final List<Map<String, Object>> prices = new ArrayList<>();

    List<Map<String, Object>> listings() {
        return listings;
    }

    List<Map<String, Object>> versions() {
        return versions;
    }

    List<Map<String, Object>> offers() {
        return offers;
    }

    List<Map<String, Object>> prices() {
        return prices;
    }

    void publish(DemoSheet sheet) {
        Map<String, Object> listing = new LinkedHashMap<>();
        listing.put("id", sheet.id());
        listing.put("vendor_id", sheet.vendor().id());
        listing.put("kind", sheet.kind());
        listing.put("state", ListingState.PUBLISHED.name());
        listing.put("current_version", 1);
        listing.put("external_code", sheet.code());
        listing.put("row_version", 0);
        listing.put("created_at", PUBLISHED_AT);
        listing.put("updated_at", PUBLISHED_AT);
        listings.add(listing);
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("listing_id", sheet.id());
        version.put("version", 1);
        version.put("title", sheet.title());
        version.put("subtitle", sheet.subtitle());
        version.put("summary", sheet.summary());
        version.put("description_html", sheet.html());
        for (String facet : List.of("stage", "subject", "edition", "grade", "volume", "publisher")) {
            String value = sheet.facets().getOrDefault(facet, "");
            version.put(facet, value.isEmpty() ? null : value);
        }
        version.put("published_at", PUBLISHED_AT);
        versions.add(version);
    }

    void offer(
            DemoSheet sheet,
            String name,
            String model,
            String meter,
            long priceInFen,
            @Nullable Integer months,
            String terms) {
        UUID id = Ids.derived("demo-offer", sheet.code(), meter);
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("id", id);
        offer.put("listing_id", sheet.id());
        offer.put("name", name);
        offer.put("licence_model", model);
        offer.put("meter", meter);
        offer.put("unit_price_in_fen", priceInFen);
        offer.put("price_version", 1);
        offer.put("term_months", months);
        offer.put("minimum_quantity", 1);
        offer.put("trial", false);
        offer.put("active", true);
        offer.put("terms", terms);
        offers.add(offer);
        Map<String, Object> price = new LinkedHashMap<>();
        price.put("offer_id", id);
        price.put("price_version", 1);
        price.put("unit_price_in_fen", priceInFen);
        price.put("changed_by", Ids.derived("demo-person", sheet.vendor().code() + ".manager"));
        price.put("changed_at", PUBLISHED_AT);
        price.put("approved_by", Ids.derived("demo-person", "operator"));
        prices.add(price);
    }
}
