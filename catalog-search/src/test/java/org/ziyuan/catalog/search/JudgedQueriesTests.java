package org.ziyuan.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.catalog.index.CatalogListing;
import org.ziyuan.catalog.shelf.Book;
import org.ziyuan.catalog.shelf.CatalogTest;
import org.ziyuan.catalog.shelf.Waiting;
import reactor.core.publisher.Mono;

@CatalogTest
class JudgedQueriesTests {

    private static final int DEPTH = 10;
    private static final Map<UUID, Book> BOOKS =
            Book.all().stream().collect(Collectors.toMap(Book::id, Function.identity()));

    @Autowired
    Search search;

    @Autowired
    DatabaseBrowse database;

    @Autowired
    DatabaseClient rows;

    @BeforeEach
    void everythingIsIndexed() {
        Waiting.forTheIndexToHold(search, Book.all().size());
        Waiting.forTheShelfToKnowItsWords(rows, Book.all().size());
    }

    @Test
    void findsWhatPeopleMean() throws IOException {
        findsWhatPeopleMean(search::find, 0.95);
    }

    @Test
    void findsItWithoutTheSearchNodesAsWell() throws IOException {
        findsWhatPeopleMean(database::find, 0.93);
    }

    private static void findsWhatPeopleMean(Function<SearchRequest, Mono<SearchPage>> engine, double goal)
            throws IOException {
        List<String> report = new ArrayList<>();
        List<Double> gains = new ArrayList<>();
        for (Judged judged : judged()) {
            SearchPage page = engine.apply(SearchRequest.of(judged.query()))
                    .blockOptional()
                    .orElseThrow();
            double gain = judged.gain(page);
            gains.add(gain);
            if (gain < 0.9) {
                report.add("%.2f %s: %s".formatted(gain, judged.query(), titles(page)));
            }
        }

        double mean = gains.stream().mapToDouble(gain -> gain).average().orElseThrow();
        assertThat(gains).hasSizeGreaterThanOrEqualTo(150);
        assertThat(mean).as("mean nDCG@10; poor are %s", report).isGreaterThanOrEqualTo(goal);
        assertThat(gains).as("poor are %s", report).allMatch(gain -> gain >= 0.5);
    }

    private static List<String> titles(SearchPage page) {
        return page.found().stream()
                .map(found -> found.listing().title() + "/" + found.listing().edition())
                .toList();
    }

    private static List<Judged> judged() throws IOException {
        return new ClassPathResource("judged-queries.txt")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Judged::of)
                .toList();
    }

    /** A query and the conditions that every answer to it meets. */
    private record Judged(String query, List<String> conditions) {

        static Judged of(String line) {
            String[] parts = line.split("\\|", 0);
            return new Judged(parts[0].strip(), List.of(parts[1].strip().split(" (?=[a-z]+=)", 0)));
        }

        /** Normalised discounted cumulative gain: 1 when no other listing stands before one that answers. */
        double gain(SearchPage page) {
            long answers = BOOKS.values().stream().filter(this::isAnsweredBy).count();
            assertThat(answers).as("answers to " + query).isPositive();
            double ideal = 0;
            double gained = 0;
            for (int rank = 0; rank < DEPTH; rank++) {
                double worth = 1 / (Math.log(rank + 2) / Math.log(2));
                ideal += rank < answers ? worth : 0;
                boolean answered = rank < page.found().size()
                        && isAnsweredBy(book(page.found().get(rank).listing()));
                gained += answered ? worth : 0;
            }
            return gained / ideal;
        }

        private boolean isAnsweredBy(Book book) {
            return conditions.stream().allMatch(condition -> meets(book, condition.split("=", 2)));
        }

        private static boolean meets(Book book, String[] condition) {
            String wanted = condition[1];
            return switch (condition[0]) {
                case "title" ->
                    wanted.startsWith("=")
                            ? book.title().equals(wanted.substring(1))
                            : book.title().contains(wanted);
                case "edition" -> book.edition().startsWith(wanted);
                case "stage" -> book.stage().startsWith(wanted);
                case "subject" -> book.subject().equals(wanted);
                case "grade" -> book.grade().equals(wanted);
                case "volume" -> book.volume().equals(wanted);
                default -> throw new IllegalArgumentException(condition[0]);
            };
        }

        private static Book book(CatalogListing listing) {
            return Objects.requireNonNull(BOOKS.get(listing.id()));
        }
    }
}
