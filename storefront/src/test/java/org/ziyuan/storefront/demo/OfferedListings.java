package org.ziyuan.storefront.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.LicenceModel;
import org.ziyuan.marketplace.listing.Meter;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.money.Money;

/** What the demo sells: every listing with its offers, as the market knows them. */
public final class OfferedListings {

    private OfferedListings() {}

    /** A listing of the demo. */
    public record Offered(UUID id, UUID vendor, List<Offer> offers) {}

    /** All of them, in the order in which they are imported. */
    public static List<Offered> all() {
        ListingRows rows = new DemoListings().rows();
        Map<UUID, List<Offer>> offers = rows.offers().stream()
                .map(OfferedListings::offer)
                .collect(groupingBy(Offer::listingId, LinkedHashMap::new, mapping(one -> one, toList())));
        return rows.listings().stream()
                .map(row ->
                        new Offered(id(row, "id"), id(row, "vendor_id"), offers.getOrDefault(id(row, "id"), List.of())))
                .toList();
    }

    private static Offer offer(Map<String, Object> row) {
        return new Offer(
                id(row, "id"),
                id(row, "listing_id"),
                text(row, "name"),
                LicenceModel.ofColumn(text(row, "licence_model")),
                Meter.valueOf(text(row, "meter").toUpperCase(Locale.ROOT)),
                Money.ofFen((Long) value(row, "unit_price_in_fen")),
                1,
                (@Nullable Integer) row.get("term_months"),
                (Integer) value(row, "minimum_quantity"),
                (Boolean) value(row, "trial"),
                text(row, "terms"));
    }

    private static UUID id(Map<String, Object> row, String column) {
        return (UUID) value(row, column);
    }

    private static String text(Map<String, Object> row, String column) {
        return (String) value(row, column);
    }

    private static Object value(Map<String, Object> row, String column) {
        return Objects.requireNonNull(row.get(column), column);
    }
}
