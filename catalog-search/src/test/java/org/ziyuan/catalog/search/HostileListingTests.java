package org.ziyuan.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.node.SearchNode;
import org.ziyuan.catalog.search.SearchPage.Choice;
import org.ziyuan.catalog.shelf.Book;
import org.ziyuan.catalog.shelf.CatalogNode;
import org.ziyuan.catalog.shelf.Shelf;
import org.ziyuan.catalog.shelf.Waiting;

/** What a vendor writes is found as text; it decides neither what others' queries mean nor what they may choose. */
class HostileListingTests {

    private static final Book MATHS = Book.textbook("h1", "数学三年级上册", "小学", "数学", "人教版", "三年级");
    private static final Book MUSIC = Book.textbook("h2", "音乐三年级上册", "小学", "音乐", "人教版", "三年级");
    private static final Book ALL_SUBJECTS = Book.textbook("h3", "全科点读", "小学（随便写）", "三年级数学", "数学语文英语版", "三年级");
    private static final Book BIOLOGY = Book.textbook("h4", "奇妙的细胞", "初中", "生物", "苏教版", "7年级");
    private static final Book MUSIC_THEORY = Book.app("h5", "乐理基础", "");

    private final Shelf shelf = Shelf.empty();

    @Test
    void whatAVendorWritesBecomesNobodysWordAndNobodysChoice() {
        shelf.putAll(List.of(MATHS, MUSIC, ALL_SUBJECTS, BIOLOGY, MUSIC_THEORY));
        try (CatalogNode node = CatalogNode.start(shelf, SearchNode.shared().url(), "hostile")) {
            Waiting.forTheIndexToHold(node.search(), 5);

            SearchPage found = Waiting.found(node.search(), "三年级数学");
            assertThat(found.understood().facets())
                    .isEqualTo(Map.of(Dimension.GRADE, Set.of("三年级"), Dimension.SUBJECT, Set.of("数学")));
            assertThat(found.found().get(0).listing().id()).isEqualTo(MATHS.id());
            assertThat(Waiting.found(node.search(), "yueli")
                            .found()
                            .get(0)
                            .listing()
                            .id())
                    .isEqualTo(MUSIC_THEORY.id());

            SearchPage page = Waiting.found(node.search(), "");
            assertThat(values(page, Dimension.SUBJECT)).containsExactlyInAnyOrder("数学", "音乐", "生物学");
            assertThat(values(page, Dimension.EDITION)).containsExactlyInAnyOrder("人教版", "苏教版");
            assertThat(values(page, Dimension.STAGE)).containsExactly("小学", "初中");
            assertThat(values(page, Dimension.GRADE)).containsExactly("三年级", "七年级");

            SearchPage browsed = node.part(DatabaseBrowse.class)
                    .find(SearchRequest.of(""))
                    .blockOptional()
                    .orElseThrow();
            assertThat(browsed.choices()).isEqualTo(page.choices());
        }
    }

    @Test
    void theNameOfAVendorNarrowsNoSearch() {
        shelf.write("update organization set name = '苏教传媒有限公司' where kind = 'vendor'");
        shelf.putAll(List.of(MATHS, MUSIC, BIOLOGY));
        try (CatalogNode node = CatalogNode.start(shelf, SearchNode.shared().url(), "hostile-name")) {
            Waiting.forTheIndexToHold(node.search(), 3);

            assertThat(Waiting.found(node.search(), "苏教版").found())
                    .extracting(found -> found.listing().id())
                    .containsExactly(BIOLOGY.id());
        }
    }

    private static List<String> values(SearchPage page, Dimension dimension) {
        return page.choicesOf(dimension).stream().map(Choice::value).toList();
    }
}
