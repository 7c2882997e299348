package org.ziyuan.catalog.search;

import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Highlighter;
import org.ziyuan.catalog.analysis.Understanding;
import org.ziyuan.catalog.index.CatalogListing;
import org.ziyuan.catalog.index.CatalogWords;
import org.ziyuan.catalog.search.SearchPage.Choice;
import org.ziyuan.catalog.search.SearchPage.Found;
import reactor.core.publisher.Mono;

/**
 * Browses the listings in PostgreSQL while the search nodes are away. It knows the same facets, understood from the
 * same words, but text is merely compared and there is no ranking.
 */
@Component
class DatabaseBrowse {

    private final DatabaseClient database;
    private final CatalogWords words;

    DatabaseBrowse(DatabaseClient database, CatalogWords words) {
        this.database = database;
        this.words = words;
    }

    Mono<SearchPage> find(SearchRequest request) {
        Understanding understood = words.reader().readLeniently(request.text());
        BrowseSql sql = BrowseSql.of(request, understood, words.analysis().vocabulary());
        return Mono.zip(
                        listings(sql, request).collectList(),
                        counts(sql, request).collectList(),
                        bound(sql.total(), sql).mapValue(Long.class).one())
                .map(answers -> page(request, understood, answers.getT1(), answers.getT2(), answers.getT3()));
    }

    private reactor.core.publisher.Flux<CatalogListing> listings(BrowseSql sql, SearchRequest request) {
        return bound(sql.page(request), sql).map(CatalogListing::of).all();
    }

    private reactor.core.publisher.Flux<Map.Entry<Dimension, Choice>> counts(BrowseSql sql, SearchRequest request) {
        return bound(sql.counts(), sql).map(row -> count(row, request)).all();
    }

    private GenericExecuteSpec bound(String text, BrowseSql sql) {
        GenericExecuteSpec spec = database.sql(text);
        for (Map.Entry<String, Object> value : sql.values().entrySet()) {
            if (text.contains(":" + value.getKey())) {
                spec = spec.bind(value.getKey(), value.getValue());
            }
        }
        return spec;
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
            Understanding understood,
            List<CatalogListing> listings,
            List<Map.Entry<Dimension, Choice>> counts,
            long total) {
        Analysis analysis = words.analysis();
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
        return new SearchPage(total, found, choices, understood, Map.of(), false, true, request.page(), request.size());
    }
}
