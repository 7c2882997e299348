package org.ziyuan.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.catalog.node.SearchNode;
import org.ziyuan.catalog.search.SearchPage;
import org.ziyuan.catalog.search.SearchRequest;
import org.ziyuan.catalog.shelf.Book;
import org.ziyuan.catalog.shelf.CatalogNode;
import org.ziyuan.catalog.shelf.Shelf;
import org.ziyuan.catalog.shelf.Waiting;
import org.ziyuan.marketplace.test.Line;
import org.ziyuan.marketplace.test.Tries;
import reactor.core.publisher.Flux;

class RebuildTests {

    /** Without it the one who is to notice nothing takes the processor from what he is not to notice. */
    private static final Duration READS_A_PAGE = Duration.ofMillis(20);

    private static final String SOUGHT = "三年级数学";

    /** Two pages, of which one is not full; all of the catalogue takes a quarter of a minute and shows no more. */
    private static final int LISTINGS = Tries.of(505, 1_205);

    private final Shelf shelf = Shelf.empty();

    @Test
    void nobodySearchingNoticesARebuilding() {
        shelf.putAll(List.copyOf(Book.all().subList(0, LISTINGS)));
        try (CatalogNode node = CatalogNode.start(shelf, SearchNode.shared().url(), "replaced")) {
            Waiting.forTheIndexToHold(node.search(), LISTINGS);
            AtomicBoolean done = new AtomicBoolean();
            long all = Waiting.found(node.search(), SOUGHT).total();
            CompletableFuture<Long> somebody = CompletableFuture.supplyAsync(() -> unansweredUntil(done, all, node));
            String before = indexes("replaced").get(0);

            await().atMost(Duration.ofMinutes(2))
                    .until(() -> node.part(IndexRebuild.class).run().block());
            done.set(true);

            assertThat(somebody.join())
                    .as("searches that no whole index answered")
                    .isZero();
            assertThat(all).isPositive();
            assertThat(indexes("replaced")).hasSize(1).doesNotContain(before);
        }
    }

    @Test
    void aNodeThatSwallowsEveryByteIsDoneWithoutAndIsAskedAgainWhenItAnswers() throws IOException {
        shelf.put(Book.app("hole", "爱科学", ""));
        try (Line line = Line.to(SearchNode.shared().port());
                CatalogNode node = CatalogNode.start(shelf, "http://127.0.0.1:" + line.port(), "hole")) {
            Waiting.forTheIndexToHold(node.search(), 1);

            line.swallow();
            List<SearchPage> browsed = Flux.range(0, 60)
                    .flatMap(one -> node.search().find(SearchRequest.of("")), 60)
                    .collectList()
                    .block(Duration.ofSeconds(10));
            assertThat(browsed).hasSize(60).allSatisfy(page -> {
                assertThat(page.degraded()).isTrue();
                assertThat(page.total()).isEqualTo(1);
            });

            line.carry();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !Waiting.found(node.search(), "").degraded());
        }
    }

    @Test
    void anIndexThatFellBehindWithoutNewsIsRebuilt() {
        List<Book> all = Book.all();
        shelf.putAll(all.subList(all.size() - 105, all.size()));
        try (CatalogNode node = CatalogNode.start(shelf, SearchNode.shared().url(), "behind")) {
            Waiting.forTheIndexToHold(node.search(), 105);

            shelf.write("update listing set state = 'WITHDRAWN', updated_at = clock_timestamp() where kind = 'app'");

            Waiting.forTheIndexToHold(node.search(), 100);
        }
    }

    @Test
    void aHalfMadeIndexOfAProcessThatDiedIsNeverAskedAndIsCleanedUp() {
        put("halfmade-00000000-1");
        shelf.put(Book.app("h1", "爱科学", ""));

        try (CatalogNode node = CatalogNode.start(shelf, SearchNode.shared().url(), "halfmade")) {
            Waiting.forTheIndexToHold(node.search(), 1);

            await().untilAsserted(
                            () -> assertThat(indexes("halfmade")).hasSize(1).noneMatch(index -> index.endsWith("-1")));
        }
    }

    @Test
    void twoProcessesMakeOneIndex() {
        shelf.put(Book.app("t1", "爱科学", ""));
        try (CatalogNode one = CatalogNode.start(shelf, SearchNode.shared().url(), "both");
                CatalogNode other = CatalogNode.start(shelf, SearchNode.shared().url(), "both")) {
            Waiting.forTheIndexToHold(one.search(), 1);
            Waiting.forTheIndexToHold(other.search(), 1);

            assertThat(indexes("both")).hasSize(1);
        }
    }

    @Test
    void theLeaseOfAClockThatHasGoneBackSinceKeepsNobodyFromRebuilding() {
        shelf.put(Book.app("leased", "爱科学", ""));
        try (CatalogNode node = CatalogNode.start(shelf, SearchNode.shared().url(), "leased")) {
            Waiting.forTheIndexToHold(node.search(), 1);
            RebuildLease lease = node.part(RebuildLease.class);
            DatabaseClient database = node.part(DatabaseClient.class);
            await().until(() -> lease.hold(UUID.randomUUID()).block());
            assertThat(lease.hold(UUID.randomUUID()).block()).isFalse();

            database.sql("update search_lease set until = now() + interval '25 hours'")
                    .then()
                    .block();

            assertThat(lease.hold(UUID.randomUUID()).block()).isTrue();
        }
    }

    @Test
    void withoutAnySearchNodeTheShopBrowsesTheDatabaseAndSaysSo() {
        shelf.put(Book.app("n1", "爱科学", ""));
        try (CatalogNode node = CatalogNode.start(shelf, "", "nowhere")) {
            SearchPage page = Waiting.found(node.search(), "aikexue");

            assertThat(page.degraded()).isTrue();
            assertThat(page.found()).hasSize(1);
        }
    }

    @Test
    void aSearchNodeThatNeverAnswersCostsLittleTime() {
        shelf.put(Book.app("s1", "爱科学", ""));
        try (CatalogNode node = CatalogNode.start(shelf, "http://192.0.2.1:9", "silent")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(Waiting.found(node.search(), "爱科学").found())
                                    .hasSize(1));
        }
    }

    private static long unansweredUntil(AtomicBoolean done, long all, CatalogNode node) {
        long unanswered = 0;
        while (!done.get()) {
            SearchPage page = Waiting.found(node.search(), SOUGHT);
            unanswered += page.degraded() || page.total() != all ? 1 : 0;
            LockSupport.parkNanos(READS_A_PAGE.toNanos());
        }
        return unanswered;
    }

    private static List<String> indexes(String alias) {
        return ask(HttpRequest.newBuilder(uri("_cat/indices/" + alias + "-*?h=index"))
                        .build())
                .lines()
                .toList();
    }

    private static void put(String index) {
        String answer = ask(HttpRequest.newBuilder(uri(index))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(answer).contains("acknowledged");
    }

    private static URI uri(String path) {
        return URI.create(SearchNode.shared().url() + "/" + path);
    }

    private static String ask(HttpRequest request) {
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join()
                .body();
    }
}
