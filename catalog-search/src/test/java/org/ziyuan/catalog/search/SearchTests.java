package org.ziyuan.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ziyuan.catalog.analysis.Dimension.EDITION;
import static org.ziyuan.catalog.analysis.Dimension.GRADE;
import static org.ziyuan.catalog.analysis.Dimension.KIND;
import static org.ziyuan.catalog.analysis.Dimension.STAGE;
import static org.ziyuan.catalog.analysis.Dimension.SUBJECT;
import static org.ziyuan.catalog.analysis.Dimension.VENDOR;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Segment;
import org.ziyuan.catalog.index.CatalogListing;
import org.ziyuan.catalog.search.SearchPage.Choice;
import org.ziyuan.catalog.shelf.Book;
import org.ziyuan.catalog.shelf.CatalogTest;
import org.ziyuan.catalog.shelf.Waiting;
import org.ziyuan.marketplace.refusal.Refusal;

@CatalogTest
class SearchTests {

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
    void saysHowAQueryWasUnderstood() {
        SearchPage page = Waiting.found(search, "八年级下册数学北师大版");

        assertThat(page.understood().facets())
                .containsEntry(GRADE, Set.of("八年级"))
                .containsEntry(SUBJECT, Set.of("数学"))
                .containsEntry(EDITION, Set.of("北师大版"));
        assertThat(page.nearest()).isFalse();
        assertThat(page.found()).hasSize(1);
    }

    @Test
    void offersTheNearestWhenNothingHasEverything() {
        SearchPage page = Waiting.found(search, "七年级下册数学北师大版");

        assertThat(page.nearest()).isTrue();
        assertThat(listings(page)).isNotEmpty().allMatch(listing -> "数学".equals(listing.subject()));
    }

    @Test
    void comesBackEmptyOnlyForWhatNobodySells() {
        assertThat(Waiting.found(search, "量子纠缠炼金术").total()).isZero();
    }

    @Test
    void countsEachDimensionAsIfNothingWereChosenInIt() {
        SearchPage all = find("数学", Map.of());
        SearchPage chosen = find("数学", Map.of(GRADE, Set.of("三年级", "四年级")));

        assertThat(chosen.choicesOf(GRADE).stream().map(Choice::count))
                .isEqualTo(all.choicesOf(GRADE).stream().map(Choice::count).toList());
        assertThat(chosen.total())
                .isEqualTo(count(all, GRADE, "三年级") + count(all, GRADE, "四年级"))
                .isLessThan(all.total());
        assertThat(sum(chosen, STAGE)).isEqualTo(chosen.total());
        assertThat(chosen.choicesOf(GRADE).stream().filter(Choice::chosen).map(Choice::value))
                .containsExactly("三年级", "四年级");
    }

    @Test
    void gradesFollowEachOtherAndSubjectsComeByTheirNumber() {
        SearchPage page = find("", Map.of());

        assertThat(page.choicesOf(GRADE).stream().map(Choice::value))
                .startsWith("一年级", "二年级", "三年级", "四年级", "五年级", "六年级", "七年级", "八年级", "九年级");
        assertThat(page.choicesOf(SUBJECT).stream().map(Choice::count)).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(page.choicesOf(VENDOR))
                .singleElement()
                .satisfies(vendor -> assertThat(vendor.label()).isEqualTo("岭南数字出版有限公司"));
        assertThat(count(page, KIND, "app")).isEqualTo(5);
    }

    @Test
    void whatIsChosenOverrulesWhatWasTyped() {
        SearchPage page = find("三年级数学", Map.of(GRADE, Set.of("四年级")));

        assertThat(listings(page)).isNotEmpty().allMatch(listing -> "四年级".equals(listing.grade()));
    }

    @Test
    void aChoiceThatNoLongerFitsIsGivenUpAndNamed() {
        Map<Dimension, Set<String>> chosen = Map.of(STAGE, Set.of("高中"), SUBJECT, Set.of("数学"), GRADE, Set.of("三年级"));
        SearchRequest request = new SearchRequest("", chosen, Sort.RELEVANCE, 1, 20);

        for (SearchPage page : List.of(
                search.find(request).blockOptional().orElseThrow(),
                search.find(request.ofSchool(OwnShelf.ofStages(Set.of("小学"))))
                        .blockOptional()
                        .orElseThrow())) {
            assertThat(page.dropped()).isEqualTo(Map.of(GRADE, Set.of("三年级")));
            assertThat(listings(page)).isNotEmpty().allMatch(listing -> "高中".equals(listing.stage()));
        }
        assertThat(find("数学", Map.of(GRADE, Set.of("三年级"))).dropped()).isEmpty();
        assertThat(find("量子纠缠炼金术", Map.of(GRADE, Set.of("三年级"))).dropped()).isEmpty();
    }

    @Test
    void theDatabaseReadsEnglishAsTheIndexDoes() {
        for (String typed : List.of("grade 3 math", "Seventh grade music", "high school physics")) {
            SearchPage page = search.find(request(typed)).blockOptional().orElseThrow();
            SearchPage browsed = database.find(request(typed)).blockOptional().orElseThrow();

            assertThat(browsed.total()).as(typed).isPositive().isEqualTo(page.total());
            assertThat(browsed.choices()).as(typed).isEqualTo(page.choices());
        }
    }

    @Test
    void sortsByTitlePriceAndAge() {
        assertThat(sorted(Sort.PRICE).stream().map(CatalogListing::lowestUnitPriceInFen))
                .isSorted();
        assertThat(sorted(Sort.NEWEST).stream().map(CatalogListing::publishedAt))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(sorted(Sort.TITLE).stream()
                        .map(CatalogListing::title)
                        .distinct()
                        .limit(3))
                .containsExactly("数学一年级下册", "数学二年级上册", "数学二年级下册");
    }

    @Test
    void pagesNeitherOverlapNorLeaveAnythingOut() {
        Set<UUID> seen = new HashSet<>();
        long total = find("数学", Map.of()).total();
        for (int page = 1; (page - 1) * 50L < total; page++) {
            SearchRequest request = new SearchRequest("数学", Map.of(), Sort.RELEVANCE, page, 50);
            listings(search.find(request).blockOptional().orElseThrow())
                    .forEach(listing -> assertThat(seen.add(listing.id())).isTrue());
        }

        assertThat(seen).hasSize((int) total);
    }

    @Test
    void marksInTheTitleWhatWasFound() {
        assertThat(Waiting.found(search, "sannianji shuxue").found().get(0).title())
                .containsExactly(new Segment("数学三年级", true), new Segment("上册", false));
        assertThat(Waiting.found(search, "機器人").found().get(0).title()).contains(new Segment("机器人", true));
        assertThat(Waiting.found(search, "jiqiren").found().get(0).title()).contains(new Segment("机器人", true));
    }

    @Test
    void theDatabaseFindsTheSameListingsWhenFacetsSayItAll() {
        for (String typed : List.of("", "三年级数学人教版", "七年级音乐", "yuwen", "高中物理必修二", "人教数字教材", "区域发展")) {
            SearchPage page = search.find(request(typed)).blockOptional().orElseThrow();
            SearchPage browsed = database.find(request(typed)).blockOptional().orElseThrow();

            assertThat(browsed.degraded()).isTrue();
            assertThat(browsed.total()).as(typed).isEqualTo(page.total());
            assertThat(browsed.choices()).as(typed).isEqualTo(page.choices());
        }
    }

    @Test
    void theDatabaseNarrowsByWhatIsChosen() {
        Map<Dimension, Set<String>> chosen = Map.of(GRADE, Set.of("三年级"), EDITION, Set.of("人教版", "北师大版"));
        SearchRequest request = new SearchRequest("数学", chosen, Sort.PRICE, 1, 50);

        SearchPage page = search.find(request).blockOptional().orElseThrow();
        SearchPage browsed = database.find(request).blockOptional().orElseThrow();

        assertThat(browsed.total()).isPositive().isEqualTo(page.total());
        assertThat(browsed.choices()).isEqualTo(page.choices());
    }

    @Test
    void theStagesOfOnesOwnSchoolComeFirstAndNothingIsLost() {
        Set<String> own = Set.of("小学", "小学（五•四学制）");
        SearchRequest anybody = new SearchRequest("数学", Map.of(), Sort.RELEVANCE, 1, 50);
        SearchRequest primary = anybody.ofSchool(OwnShelf.ofStages(own));

        for (SearchPage page : List.of(
                search.find(primary).blockOptional().orElseThrow(),
                database.find(primary).blockOptional().orElseThrow())) {
            assertThat(page.total())
                    .isEqualTo(
                            search.find(anybody).blockOptional().orElseThrow().total());
            assertThat(listings(page)).hasSize(50).allMatch(listing -> {
                String stage = listing.stage();
                return stage == null || !(stage.startsWith("初中") || stage.startsWith("高中"));
            });
        }
        assertThat(listings(search.find(anybody.ofSchool(OwnShelf.ofStages(Set.of("高中"))))
                                .blockOptional()
                                .orElseThrow())
                        .get(0)
                        .stage())
                .isEqualTo("高中");
    }

    @Test
    void theEditionsThatTheRegionTakesComeFirstAmongThoseOfTheStage() {
        SearchRequest request = new SearchRequest("三年级数学", Map.of(), Sort.RELEVANCE, 1, 20);
        for (String edition : List.of("北师大版", "苏教版", "青岛版")) {
            OwnShelf school = new OwnShelf(Set.of("小学"), Set.of(OwnShelf.work("小学", "数学", edition)));
            for (SearchPage page : List.of(
                    search.find(request.ofSchool(school)).blockOptional().orElseThrow(),
                    database.find(request.ofSchool(school)).blockOptional().orElseThrow())) {
                assertThat(listings(page).get(0).edition()).isEqualTo(edition);
                assertThat(listings(page)).anyMatch(listing -> !edition.equals(listing.edition()));
            }
        }
    }

    @Test
    void nothingTypedCanBreakIt() {
        List<String> typed = new ArrayList<>(List.of(
                "'; drop table listing; --", "%", "_", "\\", "*:*", "{\"match_all\":{}}", "\u0000", "😀", "( ) [ ]"));
        typed.add("长".repeat(3000));
        typed.add(IntStream.range(0x4e00, 0x5e00).mapToObj(Character::toString).collect(Collectors.joining()));
        typed.add("数学物理化学生物机器人设计制作中外历史纲要区域发展国家安全环境资源与".repeat(5));
        typed.add("shuzi jishu yingyong jiaocai kecheng pingtai fuwu zhinan ".repeat(5));
        typed.add("discrte mathmatics aplications edtion algorthm structre ".repeat(5));
        typed.add("a b c d e f g h i j k l m n o p q r s t u v w x y z ".repeat(20));
        for (String text : typed) {
            assertThat(Waiting.found(search, text).degraded()).as(text).isFalse();
            assertThat(database.find(request(text)).blockOptional()).as(text).isPresent();
        }
    }

    @Test
    void refusesToTurnPagesForEver() {
        assertThatThrownBy(() -> new SearchRequest("", Map.of(), Sort.TITLE, 0, 20))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new SearchRequest("", Map.of(), Sort.TITLE, 1, 51))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new SearchRequest("", Map.of(), Sort.TITLE, Integer.MAX_VALUE, 50))
                .isInstanceOf(Refusal.class);
    }

    private SearchPage find(String text, Map<Dimension, Set<String>> chosen) {
        return search.find(new SearchRequest(text, chosen, Sort.RELEVANCE, 1, 20))
                .blockOptional()
                .orElseThrow();
    }

    private List<CatalogListing> sorted(Sort sort) {
        Map<Dimension, Set<String>> chosen = Map.of(SUBJECT, Set.of("数学"), EDITION, Set.of("冀教版"), STAGE, Set.of("小学"));
        return listings(search.find(new SearchRequest("", chosen, sort, 1, 50))
                .blockOptional()
                .orElseThrow());
    }

    private static SearchRequest request(String text) {
        return SearchRequest.of(text);
    }

    private static List<CatalogListing> listings(SearchPage page) {
        return page.found().stream().map(SearchPage.Found::listing).collect(Collectors.toList());
    }

    private static long count(SearchPage page, Dimension dimension, String value) {
        return page.choicesOf(dimension).stream()
                .filter(choice -> choice.value().equals(value))
                .mapToLong(Choice::count)
                .sum();
    }

    private static long sum(SearchPage page, Dimension dimension) {
        return page.choicesOf(dimension).stream().mapToLong(Choice::count).sum();
    }
}
