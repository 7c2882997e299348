package org.ziyuan.marketplace.listing.shown;

import io.r2dbc.spi.Readable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.form.ShownDocument;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.OfferToBe;
import org.ziyuan.marketplace.listing.VendorListings;
import org.ziyuan.marketplace.listing.opening.Opening;
import org.ziyuan.marketplace.listing.opening.Openings;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Mono;

/**
 * A listing as it is to become, with its offers. Its words are those of its draft, or what is on the market where there
 * is none. Its vendor writes by it and the operator publishes by it; one that does not exist yet shows nothing, and
 * another vendor's is not there.
 */
@Component
class ShownDraft implements ShownDocument {

    private static final List<String> WORDS = List.of(
            "kind",
            "title",
            "subtitle",
            "summary",
            "stage",
            "subject",
            "edition",
            "grade",
            "volume",
            "publisher",
            "link");

    private final DatabaseClient database;
    private final Listings listings;
    private final Openings openings;

    ShownDraft(DatabaseClient database, Listings listings, Openings openings) {
        this.openings = openings;
        this.database = database;
        this.listings = listings;
    }

    @Override
    public String name() {
        return "listing-draft";
    }

    /** Locks the listing, then its offers; a change of price locks nothing but the offer. */
    @Override
    public Mono<Void> lock(UUID id) {
        return database.sql("select from listing where id = :id for update")
                .bind("id", id)
                .then()
                .then(database.sql("select from offer where listing_id = :id order by id for update")
                        .bind("id", id)
                        .then());
    }

    @Override
    public Mono<Map<String, @Nullable Object>> facts(UUID id, Actor actor) {
        Mono<Map<String, @Nullable Object>> facts =
                factsOfEach(List.of(id), actor).map(all -> all.getOrDefault(id, Map.of()));
        return AskedOnce.of(facts, "listing-draft", id, actor);
    }

    @Override
    public Mono<Map<UUID, Map<String, @Nullable Object>>> factsOfEach(List<UUID> ids, Actor actor) {
        Mono<Map<UUID, Map<String, @Nullable Object>>> words = database.sql(
                        """
                        select l.id, :operator or l.vendor_id = :vendor as visible, l.kind,
                               case when d.state = 'SUBMITTED' then d.state else l.state end as state,
                        """ + VendorListings.AS_IT_IS_TO_BECOME + " where l.id = any(:ids)")
                .bind("ids", ids.toArray(UUID[]::new))
                .bind("operator", actor.is(Role.OPERATOR))
                .bind("vendor", actor.organizationId())
                .map(row -> Map.entry(Columns.id(row, "id"), words(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
        return Mono.zip(words, listings.offersToBe(ids), openings.toBecome(ids))
                .map(found -> with(found.getT3(), withOffers(found.getT1(), found.getT2())));
    }

    private static Map<UUID, Map<String, @Nullable Object>> with(
            Map<UUID, Opening> openings, Map<UUID, Map<String, @Nullable Object>> words) {
        words.forEach((id, facts) -> {
            Opening opening = Objects.requireNonNull(openings.get(id));
            facts.put("opening", opening.told());
            facts.put("cover", opening.cover());
        });
        return words;
    }

    private static Map<UUID, Map<String, @Nullable Object>> withOffers(
            Map<UUID, Map<String, @Nullable Object>> words, Map<UUID, List<OfferToBe>> offers) {
        words.forEach((id, facts) -> facts.put(
                "offers",
                offers.getOrDefault(id, List.of()).stream()
                        .map(ShownOffer::line)
                        .toList()));
        return words;
    }

    private static Map<String, @Nullable Object> words(Readable row) {
        if (!Columns.flag(row, "visible")) {
            throw Refusal.notFound("listing", Columns.id(row, "id"));
        }
        Map<String, @Nullable Object> words = new LinkedHashMap<>();
        words.put("state", String.valueOf(row.get("state", String.class)));
        WORDS.forEach(word -> words.put(word, String.valueOf(row.get(word, String.class))));
        words.put("description", String.valueOf(row.get("description_html", String.class)));
        return words;
    }
}
