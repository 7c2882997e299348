package org.ziyuan.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ziyuan.catalog.node.SearchNode;
import org.ziyuan.catalog.search.SearchPage;
import org.ziyuan.catalog.shelf.Book;
import org.ziyuan.catalog.shelf.CatalogNode;
import org.ziyuan.catalog.shelf.Shelf;
import org.ziyuan.catalog.shelf.Waiting;

class ProjectionTests {

    private static final Book MATHS = Book.textbook("p1", "数学三年级上册", "小学", "数学", "人教版", "三年级");
    private static final Book MUSIC = Book.textbook("p2", "音乐三年级上册", "小学", "音乐", "人教版", "三年级");

    private final Shelf shelf = Shelf.empty();

    @Test
    void aSuspendedListingIsUnfindableWithinTwoSecondsAndComesBackWhenReinstated() {
        shelf.put(MATHS);
        shelf.put(MUSIC);
        try (CatalogNode node = CatalogNode.start(shelf, SearchNode.shared().url(), "suspended")) {
            Waiting.forTheIndexToHold(node.search(), 2);

            shelf.move(MATHS, "SUSPENDED", "ListingSuspended");
            await().atMost(Duration.ofSeconds(2)).until(() -> titles(node, "三年级"), List.of("音乐三年级上册")::equals);

            shelf.move(MATHS, "PUBLISHED", "ListingPublished");
            await().atMost(Duration.ofSeconds(2)).until(() -> titles(node, "数学").size() == 1);
        }
    }

    @Test
    void nothingOfASuspendedVendorIsFoundWithinTwoSecondsAndAllOfItOnceHeIsReinstated() {
        shelf.put(MATHS);
        shelf.put(MUSIC);
        try (CatalogNode node = CatalogNode.start(shelf, SearchNode.shared().url(), "vendor")) {
            Waiting.forTheIndexToHold(node.search(), 2);

            shelf.stands("SUSPENDED");
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> titles(node, "三年级").isEmpty());

            shelf.stands("ACTIVE");
            await().atMost(Duration.ofSeconds(2))
                    .until(() -> titles(node, "三年级").size() == 2);
        }
    }

    @Test
    void newsThatComesTwiceOrForNothingChangesNothing() {
        shelf.put(MATHS);
        shelf.put(MUSIC);
        try (CatalogNode node = CatalogNode.start(shelf, SearchNode.shared().url(), "twice")) {
            Waiting.forTheIndexToHold(node.search(), 2);

            shelf.move(MUSIC, "WITHDRAWN", "ListingWithdrawn");
            shelf.move(MUSIC, "WITHDRAWN", "ListingWithdrawn");
            shelf.move(MUSIC, "WITHDRAWN", "ListingPublished");
            shelf.move(MATHS, "PUBLISHED", "ListingPublished");
            shelf.move(MATHS, "PUBLISHED", "ListingPublished");

            Waiting.forTheIndexToHold(node.search(), 1);
            await().untilAsserted(() -> assertThat(titles(node, "三年级")).containsExactly("数学三年级上册"));
        }
    }

    @Test
    void whatChangedWhileTheSearchNodeWasAwayIsCaughtUp() {
        shelf.put(MATHS);
        shelf.put(MUSIC);
        SearchNode mortal = SearchNode.start();
        int port = mortal.port();
        try (CatalogNode node = CatalogNode.start(shelf, mortal.url(), "outage")) {
            Waiting.forTheIndexToHold(node.search(), 2);

            mortal.kill();
            shelf.move(MATHS, "SUSPENDED", "ListingSuspended");

            SearchPage browsed = Waiting.found(node.search(), "三年级");
            assertThat(browsed.degraded()).isTrue();
            assertThat(browsed.found()).hasSize(1);

            SearchNode again = SearchNode.start(port, mortal.folder());
            Waiting.forTheIndexToHold(node.search(), 1);
            again.kill();
        }
    }

    private static List<String> titles(CatalogNode node, String text) {
        return Waiting.found(node.search(), text).found().stream()
                .map(found -> found.listing().title())
                .toList();
    }
}
