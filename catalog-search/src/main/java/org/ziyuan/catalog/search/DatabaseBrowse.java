package org.ziyuan.catalog.search;

import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Highlighter;
import org.ziyuan.catalog.analysis.Understanding;
import org.ziyuan.catalog.index.CatalogListing;
import org.ziyuan.catalog.index.CatalogWords;
import org.ziyuan.catalog.search.SearchPage.Choice;
import org.ziyuan.catalog.search.SearchPage.Found;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Browses the listings in PostgreSQL while the search nodes are away. It knows the same facets, understood from the
 * same words, but text is found by the tokens kept there, and its ranking is plainer.
 */
@Component
class DatabaseBrowse {

    private final DatabaseClient database;
    private final CatalogWords words;

    DatabaseBrowse(DatabaseClient database, CatalogWords words) {
        this.database = database;
        this.words = words;
    }

    /** The first attempt that finds anything is the answer, as it is with the index. */
    Mono<SearchPage> find(SearchRequest request) {
        Analysis analysis = words.analysis();
        return Attempt.inTurn(request, words.reader(), analysis)
                .map(attempt -> new Tried(attempt, BrowseSql.of(request, attempt, analysis)))
                .concatMap(
                        tried -> all(tried.sql().total(), tried, row -> read(row, "count", Long.class))
                                .next()
                                .map(total -> tried.found(total)),
                        0)
                .takeUntil(tried -> tried.total() > 0)
                .collectList()
                .map(tried -> tried.get(tried.size() - 1).total() > 0 ? tried.get(tried.size() - 1) : tried.get(0))
                .flatMap(tried -> page(tried, request));
    }

    private Mono<SearchPage> page(Tried tried, SearchRequest request) {
        return Mono.zip(
                        all(tried.sql().page(), tried, CatalogListing::of).collectList(),
                        all(tried.sql().counts(), tried, row -> count(row, request))
                                .collectList())
                .map(answers -> page(request, tried, answers.getT1(), answers.getT2()));
    }

    private <T> Flux<T> all(String statement, Tried tried, Function<Readable, T> row) {
        return tried.sql().binds().in(database, statement).map(row).all();
    }

    private static Map.Entry<Dimension, Choice> count(Readable row, SearchRequest request) {
        Dimension dimension = Dimension.valueOf(text(row, "dimension"));
        String value = text(row, "value");
        String label = text(row, "label");
        long count = read(row, "listings", Long.class);
        boolean chosen = request.chosen().getOrDefault(dimension, Set.of()).contains(value);
        return Map.entry(dimension, new Choice(value, label, count, chosen));
    }

    private SearchPage page(
            SearchRequest request,
            Tried tried,
            List<CatalogListing> listings,
            List<Map.Entry<Dimension, Choice>> counts) {
        Analysis analysis = words.analysis();
        Understanding understood = tried.attempt().understood();
        Highlighter highlighter = new Highlighter(analysis, understood);
        Map<Dimension, List<Choice>> choices = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            List<Choice> counted = new ArrayList<>();
            counts.stream()
                    .filter(count -> count.getKey() == dimension)
                    .map(Map.Entry::getValue)
                    .forEach(counted::add);
            choices.put(dimension, Choices.inOrder(dimension, counted, request.chosen(), analysis));
        }
        List<Found> found = listings.stream()
                .map(listing -> new Found(listing, highlighter.segments(listing.title())))
                .toList();
        return new SearchPage(
                tried.total(),
                found,
                choices,
                understood,
                Map.of(),
                tried.attempt().near(),
                true,
                false,
                request.page(),
                request.size());
    }

    /** An attempt, how it is asked and how much it finds. */
    private record Tried(Attempt attempt, BrowseSql sql, long total) {

        Tried(Attempt attempt, BrowseSql sql) {
            this(attempt, sql, 0);
        }

        Tried found(long listings) {
            return new Tried(attempt, sql, listings);
        }
    }
}
