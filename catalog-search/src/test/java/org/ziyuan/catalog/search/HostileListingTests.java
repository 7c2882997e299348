package org.ziyuan.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** What others look for: by facets, by pinyin, by letters, by a word of a title, with a typing mistake. */
    private static final List<String> SEARCHES =
            List.of("三年级数学人教版", "七年级下册 英语", "yuwen", "sx", "初中 生物", "爱科学", "人民教育出版社 语文", "shuxeu", "高中 物理 必修", "中考数学");

    private static final String TURNED = "\u202e\u2066数\u200b学";

    /** None of their titles holds a word that is looked for: what is in a title is found, and may be. */
    private static final List<Book> HOSTILE = List.of(
            hostile("x1", "全能点读机", "小学 初中 高中", "三年级数学", "数学语文英语版", "人民教育出版社", "一年级二年级三年级"),
            hostile("x2", "金牌题库", "数学", "人教版", "三年级", "语文", "七年级下册"),
            hostile("x3", "翻转课堂", TURNED, TURNED, TURNED, TURNED, TURNED),
            hostile("x4", "\u200b\u2060\ufeff", "\u202e小学", "生\u200b物", "苏教\u00a0版", "\u202e", "7年级"),
            hostile(
                    "x5",
                    "优秀资源".repeat(40),
                    "小学".repeat(15),
                    "数学".repeat(20),
                    "人教版".repeat(20),
                    "x".repeat(80),
                    "三年级".repeat(10)),
            hostile(
                    "x6",
                    "<script>alert(1)</script>",
                    "{{7*7}}",
                    "*:*",
                    "数学\" OR \"语文",
                    "'; drop table listing; --",
                    "三年级^99"));

    private static final Set<String> TRICKS = HOSTILE.stream().map(Book::title).collect(Collectors.toSet());

    private static final List<Dimension> WORDS =
            List.of(Dimension.STAGE, Dimension.SUBJECT, Dimension.EDITION, Dimension.GRADE, Dimension.VOLUME);

    private static Book hostile(
            String code, String title, String stage, String subject, String edition, String publisher, String grade) {
        return new Book(code, "textbook", title, subject, stage, subject, edition, publisher, grade, "全一册下册");
    }

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

    /**
     * Facets of others' words, a series named like a subject, words stuffed into one field, marks that turn or hide a line: what
     * others ask means the same, offers the same choices with the same counts, suggests the same and finds the same in the same
     * order. What is written into a field is found as text, behind what was meant.
     */
    @Test
    void otherSearchesAreUnchangedByWhateverAVendorPublishes() {
        shelf.putAll(Book.all());
        try (CatalogNode node = CatalogNode.start(shelf, SearchNode.shared().url(), "hostile-words")) {
            Waiting.forTheIndexToHold(node.search(), Book.all().size());
            List<Answer> before = answers(node);

            shelf.putAll(HOSTILE);
            HOSTILE.forEach(book -> shelf.move(book, "PUBLISHED", "ListingPublished"));
            Waiting.forTheIndexToHold(node.search(), Book.all().size() + HOSTILE.size());

            List<Answer> after = answers(node);
            for (int at = 0; at < before.size(); at++) {
                Answer then = before.get(at);
                Answer now = after.get(at);
                assertThat(now.means()).isEqualTo(then.means());
                List<String> genuine = now.first().stream()
                        .filter(title -> !TRICKS.contains(title))
                        .toList();
                assertThat(then.first().subList(0, genuine.size())).isEqualTo(genuine);
                assertThat(now.first().subList(0, Math.min(1, genuine.size())))
                        .as("first what was meant")
                        .isEqualTo(genuine.subList(0, Math.min(1, genuine.size())));
            }
        }
    }

    private static List<Answer> answers(CatalogNode node) {
        return SEARCHES.stream().map(text -> Answer.of(text, node)).toList();
    }

    /** What a search means, offers and shows first, of what is nobody's trick. */
    private record Answer(
            String text, Object understood, List<Choice> choices, List<String> first, List<String> suggested) {

        List<Object> means() {
            return List.of(text, understood, choices, suggested);
        }

        static Answer of(String text, CatalogNode node) {
            SearchPage page = Waiting.found(node.search(), text);
            return new Answer(
                    text,
                    page.understood().facets(),
                    WORDS.stream()
                            .flatMap(dimension -> page.choicesOf(dimension).stream())
                            .toList(),
                    page.found().stream().map(found -> found.listing().title()).toList(),
                    node.part(Suggest.class).suggest(text).blockOptional().orElseThrow());
        }
    }

    private static List<String> values(SearchPage page, Dimension dimension) {
        return page.choicesOf(dimension).stream().map(Choice::value).toList();
    }
}
