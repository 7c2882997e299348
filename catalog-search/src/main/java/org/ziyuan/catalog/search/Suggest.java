package org.ziyuan.catalog.search;

import static org.ziyuan.marketplace.row.Columns.text;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Completion;
import org.ziyuan.catalog.analysis.PlainText;
import org.ziyuan.catalog.index.CatalogWords;
import org.ziyuan.catalog.index.SearchEngine;
import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Mono;

/** Offers ways to finish what is being typed: words of the vocabulary first, then titles. */
@Component
class Suggest {

    private static final int MOST_WORDS = 4;
    private static final int MOST = 8;
    private static final int LONGEST_PREFIX = 40;

    private final CatalogWords words;
    private final SearchEngine engine;
    private final DatabaseClient database;

    Suggest(CatalogWords words, SearchEngine engine, DatabaseClient database) {
        this.words = words;
        this.engine = engine;
        this.database = database;
    }

    /** At most {@value #MOST} texts to search for, best first; none for nothing typed. */
    public Mono<List<String>> suggest(String typed) {
        String prefix =
                TextField.storable(TextField.beginning(typed, LONGEST_PREFIX)).strip();
        String compact = PlainText.compact(prefix);
        if (compact.isEmpty()) {
            return Mono.just(List.of());
        }
        List<String> terms = new Completion(words.analysis().vocabulary()).of(prefix, MOST_WORDS);
        return titles(compact)
                .onErrorResume(away -> titlesInDatabase(prefix))
                .map(titles -> Stream.concat(terms.stream(), titles.stream())
                        .distinct()
                        .limit(MOST)
                        .toList());
    }

    private Mono<List<String>> titles(String prefix) {
        return engine.ask(client -> client.search(
                        search -> search.index(engine.alias())
                                .query(query -> query.prefix(
                                        starts -> starts.field("completions").value(prefix)))
                                .collapse(same -> same.field("titleKey"))
                                .sort(by -> by.field(it -> it.field("order").order(SortOrder.Asc)))
                                .source(source -> source.filter(only -> only.includes("listing.title")))
                                .trackTotalHits(total -> total.enabled(false))
                                .size(MOST),
                        TitleHit.class))
                .map(Suggest::titles);
    }

    private static List<String> titles(SearchResponse<TitleHit> found) {
        return found.hits().hits().stream()
                .map(hit -> Objects.requireNonNull(hit.source()).listing().title())
                .toList();
    }

    private Mono<List<String>> titlesInDatabase(String prefix) {
        return database.sql("""
                        select distinct title from listing_view
                         where state = 'PUBLISHED' and starts_with(lower(title), lower(:prefix))
                         order by title limit :most
                        """)
                .bind("prefix", prefix)
                .bind("most", MOST)
                .map(row -> text(row, "title"))
                .all()
                .collectList();
    }

    /** The stored part that is asked for. */
    record TitleHit(Title listing) {}

    /** A title. */
    record Title(String title) {}
}
