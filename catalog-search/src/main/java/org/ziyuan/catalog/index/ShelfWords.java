package org.ziyuan.catalog.index;

import static org.ziyuan.marketplace.row.Columns.id;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.PlainText;
import org.ziyuan.catalog.index.PublishedListings.Extent;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Keeps the tokens of every listing in PostgreSQL, by which it is found while the search nodes are away. */
@Component
class ShelfWords extends Rounds {

    private static final int PAGE = 500;

    private final PublishedListings listings;
    private final CatalogWords words;
    private final DatabaseClient database;
    private final AtomicReference<@Nullable Done> done = new AtomicReference<>();

    ShelfWords(
            PublishedListings listings,
            CatalogWords words,
            DatabaseClient database,
            SearchNodeSettings settings,
            NodeRoles roles) {
        super(settings.pause(), roles.index());
        this.listings = listings;
        this.words = words;
        this.database = database;
    }

    /** Writes what is missing or old, where anything changed since the last round. */
    @Override
    protected Mono<?> round() {
        return listings.extent()
                .map(extent -> new Done(extent, words.version()))
                .filter(wanted -> !wanted.equals(done.get()))
                .flatMap(wanted -> write().expand(written -> written < PAGE ? Mono.empty() : write())
                        .then(Mono.fromRunnable(() -> done.set(wanted))));
    }

    private record Done(Extent extent, String words) {}

    private Mono<Integer> write() {
        return database.sql("""
                        select listing_id from catalog_shelf s
                         where not exists (select from search_words w
                            where w.listing_id = s.listing_id and w.changed_at = s.updated_at and w.made_by = :version)
                         order by listing_id limit :page
                        """)
                .bind("version", words.version())
                .bind("page", PAGE)
                .map(row -> id(row, "listing_id"))
                .all()
                .collectList()
                .filter(old -> !old.isEmpty())
                .flatMap(old -> listings.findAll(old)
                        .collectList()
                        .publishOn(Schedulers.boundedElastic())
                        .flatMap(there -> keep(there).thenReturn(there.size())))
                .defaultIfEmpty(0);
    }

    private Mono<Void> keep(List<CatalogListing> changed) {
        // First: what is made by newer words than it says is made again.
        String version = words.version();
        Analysis analysis = words.analysis();
        return database.sql("""
                        insert into search_words
                          (listing_id, made_by, changed_at, title_key, title_grams, tokens, order_key, choices)
                        select id, :version, changed, title, string_to_array(grams, ' '), string_to_array(tokens, ' '), ordered,
                               string_to_array(choices, '|', '')
                          from unnest(:ids, :changed, :titles, :grams, :tokens, :orders, :choices)
                            as t (id, changed, title, grams, tokens, ordered, choices)
                        on conflict (listing_id) do update set made_by = excluded.made_by, changed_at = excluded.changed_at,
                          title_key = excluded.title_key, title_grams = excluded.title_grams, tokens = excluded.tokens,
                          order_key = excluded.order_key, choices = excluded.choices
                        """)
                .bind("version", version)
                .bind("ids", changed.stream().map(CatalogListing::id).toArray(UUID[]::new))
                .bind(
                        "changed",
                        changed.stream()
                                .map(CatalogListing::updatedAt)
                                .map(at -> at.atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .bind("titles", texts(changed, listing -> PlainText.compact(listing.title())))
                .bind("grams", texts(changed, listing -> joined(KeptTokens.grams(analysis.grams(listing.title())))))
                .bind("tokens", texts(changed, listing -> joined(tokens(listing, analysis))))
                .bind("orders", texts(changed, listing -> analysis.order(listing.title())))
                .bind("choices", texts(changed, listing -> choices(listing, analysis)))
                .then();
    }

    private static Iterable<String> tokens(CatalogListing listing, Analysis analysis) {
        String said = ListingTraits.said(listing);
        return KeptTokens.of(analysis.tokens(said + " " + listing.vendorName()), analysis.words(said));
    }

    /** What it is chosen by, dimension by dimension in their order; nothing where it says nothing known. */
    private static String choices(CatalogListing listing, Analysis analysis) {
        Map<Dimension, String> values = ListingTraits.values(listing, analysis.vocabulary());
        return Arrays.stream(Dimension.values())
                .filter(Dimension::hasVocabulary)
                .map(dimension -> values.getOrDefault(dimension, ""))
                .collect(Collectors.joining("|"));
    }

    private static String joined(Iterable<String> tokens) {
        return String.join(" ", tokens);
    }

    private static String[] texts(List<CatalogListing> of, Function<CatalogListing, String> text) {
        return of.stream().map(text).toArray(String[]::new);
    }
}
