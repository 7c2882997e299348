package org.ziyuan.procurement.requisition;

import static org.ziyuan.marketplace.row.Columns.id;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.listing.Listing;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.procurement.choosing.Choice;
import org.ziyuan.procurement.choosing.UserGroup;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The lines of a draft: what is asked for, from one vendor, at the price of the day it was put there. */
@Component
class DraftLines {

    private static final int MOST_LINES = 100;
    private static final int MOST_UNITS = 1_000_000;

    private static final String PUT = """
            with written as (
            insert into requisition_line (id, requisition_id, position, listing_id, listing_version, offer_id,
              item_class, title, offer_name, licence_model, meter, term_months, quantity,
              unit_price_in_fen, price_version, audience, grades, people, reason)
            select :id, :requisition, coalesce(max(position), 0) + 1, :listing, :version, :offer,
                   :class, :title, :name, :model, :meter, :term, :quantity, :price, :priceVersion,
                   :audience, coalesce(:grades, ''), :people, coalesce(:reason, '')
              from requisition_line where requisition_id = :requisition having count(*) < :most
            on conflict (requisition_id, offer_id) do update
              set listing_version = excluded.listing_version, title = excluded.title,
                  offer_name = excluded.offer_name, term_months = excluded.term_months,
                  quantity = excluded.quantity, unit_price_in_fen = excluded.unit_price_in_fen,
                  price_version = excluded.price_version,
                  audience = coalesce(excluded.audience, requisition_line.audience),
                  grades = case when :grades is null then requisition_line.grades else excluded.grades end,
                  people = coalesce(excluded.people, requisition_line.people),
                  reason = case when :reason is null then requisition_line.reason else excluded.reason end
            returning id),
            of_vendor as (
            update requisition r set vendor_id = :vendor, row_version = row_version + 1, updated_at = now()
              from written where r.id = :requisition)
            select id from written
            """;

    private final DatabaseClient database;
    private final Listings listings;

    DraftLines(DatabaseClient database, Listings listings) {
        this.database = database;
        this.listings = listings;
    }

    /**
     * Puts an offer on the draft at its present price, or changes how much of it is wanted.
     *
     * @throws Refusal {@code listing-not-for-sale}, {@code quantity-out-of-range}, {@code one-vendor-per-requisition},
     *     {@code requisition-has-too-many-lines}
     */
    Mono<UUID> put(Locked draft, UUID offerId, Wanted wanted) {
        return listings.ofOffer(offerId).flatMap(listing -> write(draft, listing, listing.offer(offerId), wanted));
    }

    /** Takes a line off; a line that is not there is already off. */
    Mono<Void> remove(Locked draft, UUID lineId) {
        return database.sql("""
                        with removed as (
                          delete from requisition_line where id = :line and requisition_id = :id)
                        update requisition r
                           set row_version = row_version + 1, updated_at = now(),
                               vendor_id = case when exists (
                                 select from requisition_line l
                                  where l.requisition_id = r.id and l.id <> :line) then vendor_id end
                         where r.id = :id
                        """).bind("line", lineId).bind("id", draft.id()).then();
    }

    /**
     * Puts what would do as well for less in the place of a line, for the same people. Where only all lines of a listing
     * together cost more, it takes the place of all of them; nothing happens where nothing would do.
     */
    Mono<Void> exchange(Locked draft, UUID line) {
        return database.sql("""
                        select l.*, %s from requisition_line l where l.requisition_id = :id and l.listing_id =
                          (select listing_id from requisition_line where id = :line) order by l.id <> :line, l.position
                        """.formatted(Choice.OFFERS))
                .bind("line", line)
                .bind("id", draft.id())
                .map(row -> Map.entry(id(row, "id"), Choice.of(row)))
                .all()
                .collectList()
                .filter(lines -> !lines.isEmpty())
                .flatMap(lines -> exchange(draft, lines));
    }

    private Mono<Void> exchange(Locked draft, List<Map.Entry<UUID, Choice>> lines) {
        List<Choice> choices = lines.stream().map(Map.Entry::getValue).toList();
        boolean alone = Choice.cheaper(choices.subList(0, 1)).get(0).isPresent();
        return Mono.justOrEmpty(Choice.cheaper(choices).get(0))
                .flatMapMany(cheaper -> put(
                                draft,
                                cheaper.offer().id(),
                                new Wanted(
                                        cheaper.quantity(),
                                        alone ? choices.get(0).forWhom() : Choice.forAll(choices),
                                        null))
                        .thenMany(Flux.fromIterable(alone ? lines.subList(0, 1) : lines)
                                .filter(line -> !line.getValue()
                                        .offerId()
                                        .equals(cheaper.offer().id()))))
                .concatMap(line -> remove(draft, line.getKey()))
                .then();
    }

    /** Writes why lines are as they are; nothing where nothing is said anew. @throws Refusal those of {@link Wanted#reason} */
    Mono<Void> explain(Locked draft, Map<UUID, String> reasons) {
        if (reasons.isEmpty()) {
            return Mono.empty();
        }
        List<UUID> lines = List.copyOf(reasons.keySet());
        String[] read = lines.stream()
                .map(line -> Wanted.reason(Wanted.fieldOfReason(line), reasons.getOrDefault(line, "")))
                .toArray(String[]::new);
        return database.sql("""
                        with explained as (
                          update requisition_line l set reason = r.reason
                            from unnest(:lines, :reasons) as r (line, reason)
                           where l.id = r.line and l.requisition_id = :id and l.reason <> r.reason returning l.id)
                        update requisition set row_version = row_version + 1, updated_at = now()
                         where id = :id and exists (select from explained)
                        """)
                .bind("lines", lines.toArray(UUID[]::new))
                .bind("reasons", read)
                .bind("id", draft.id())
                .then();
    }

    /**
     * Changes the quantities that differ from those of the lines; says whether any did.
     *
     * @param quantities by line; a line that keeps its quantity keeps its price
     * @throws Refusal those of {@link #put}, each naming the field {@code quantity-<line>}
     */
    Mono<Boolean> count(Locked draft, Map<UUID, Integer> quantities) {
        return database.sql(
                        "select id, offer_id, title, quantity from requisition_line where requisition_id = :id order by position")
                .bind("id", draft.id())
                .mapProperties(Counted.class)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .filter(line -> line.in(quantities) != line.quantity())
                .concatMap(line -> put(draft, line.offerId(), Wanted.units(line.in(quantities)))
                        .onErrorMap(Refusal.class, line::named))
                .count()
                .map(changed -> changed > 0);
    }

    private Mono<UUID> write(Locked draft, Listing listing, Offer offer, Wanted wanted) {
        Refusal no = refusalOf(draft, listing);
        if (no != null) {
            return Mono.error(no);
        }
        return Mono.fromCallable(() -> possible(wanted.quantity(), offer))
                .flatMap(quantity -> upsert(draft, listing, offer, wanted));
    }

    private static @Nullable Refusal refusalOf(Locked draft, Listing listing) {
        if (!listing.isForSale()) {
            return Refusal.conflict("listing-not-for-sale").with("title", listing.title());
        }
        UUID vendor = draft.vendorId();
        boolean another = vendor != null && !vendor.equals(listing.vendorId());
        return another
                ? Refusal.conflict("one-vendor-per-requisition")
                        .with("title", listing.title())
                        .with("vendor", listing.vendorName())
                : null;
    }

    private static int possible(int quantity, Offer offer) {
        if (quantity < offer.minimumQuantity() || quantity > MOST_UNITS) {
            throw Refusal.invalid("quantity-out-of-range")
                    .with("minimum", offer.minimumQuantity())
                    .with("maximum", MOST_UNITS)
                    .with("quantity", quantity);
        }
        return offer.affordable(quantity);
    }

    private Mono<UUID> upsert(Locked draft, Listing listing, Offer offer, Wanted wanted) {
        UserGroup audience = wanted.forWhom().audience();
        var statement = database.sql(PUT)
                .bind("id", Ids.derived(draft.id(), offer.id()))
                .bind("requisition", draft.id())
                .bind("listing", listing.id())
                .bind("vendor", listing.vendorId())
                .bind("version", listing.version())
                .bind("offer", offer.id())
                .bind("class", listing.kind())
                .bind("title", listing.title())
                .bind("name", offer.name())
                .bind("model", offer.model().column())
                .bind("meter", offer.meter().column())
                .bind("quantity", wanted.quantity())
                .bind("audience", Parameter.fromOrEmpty(audience == null ? null : audience.column(), String.class))
                .bind("grades", Parameter.fromOrEmpty(wanted.grades(), String.class))
                .bind("people", Parameter.fromOrEmpty(wanted.forWhom().people(), Integer.class))
                .bind("reason", Parameter.fromOrEmpty(wanted.readReason(), String.class))
                .bind("term", Parameter.fromOrEmpty(offer.termMonths(), Integer.class))
                .bind("price", offer.unitPrice().fen())
                .bind("priceVersion", offer.priceVersion())
                .bind("most", MOST_LINES);
        return statement
                .mapValue(UUID.class)
                .one()
                .switchIfEmpty(Mono.error(
                        () -> Refusal.invalid("requisition-has-too-many-lines").with("most", MOST_LINES)));
    }

    private record Counted(UUID id, UUID offerId, String title, int quantity) {

        int in(Map<UUID, Integer> quantities) {
            return quantities.getOrDefault(id, quantity);
        }

        /** An offer that is gone is no page that is not there: the form stays, and says which line it is. */
        Refusal named(Refusal refusal) {
            Refusal said = refusal.kind() == Refusal.Kind.NOT_FOUND
                    ? Refusal.conflict("listing-not-for-sale").with("title", title)
                    : refusal;
            return said.with("field", "quantity-" + id);
        }
    }
}
