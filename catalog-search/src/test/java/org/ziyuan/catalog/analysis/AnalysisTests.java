package org.ziyuan.catalog.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ziyuan.catalog.index.CatalogWords;
import org.ziyuan.catalog.shelf.Book;

class AnalysisTests {

    private final Analysis analysis = new Analysis(CatalogWords.vocabulary());

    @Test
    void findsAWordInsideAChineseTitle() {
        Tokens tokens = analysis.tokens("义务教育教科书语文三年级上册");

        assertThat(tokens.grams()).contains("语文", "教科", "科书", "3年", "年级");
        assertThat(tokens.words()).contains("语文", "三年级", "上册");
        assertThat(tokens.pinyin()).contains("yuwen", "sannian", "sannianji");
        assertThat(tokens.initials()).contains("yw", "snj");
    }

    @Test
    void anotherWayToWriteItGivesTheSameTokens() {
        Tokens simplified = analysis.tokens("数学三年级上册 必修二");

        assertThat(analysis.tokens("數學３年級上冊　必修2")).isEqualTo(simplified);
    }

    @Test
    void aPhraseDecidesHowACharacterIsSpoken() {
        assertThat(analysis.tokens("音乐").pinyin()).containsExactly("yinyue");
        assertThat(analysis.tokens("快乐").pinyin()).containsExactly("kuaile");
        assertThat(analysis.tokens("重庆大学").pinyin()).contains("chongqing");
    }

    @Test
    void everyReadingOfACharacterFindsIt() {
        assertThat(analysis.tokens("乐理").readings()).containsExactly("leli", "yueli");
        assertThat(analysis.tokens("乐理").initials()).contains("ll", "yl");
        assertThat(analysis.tokens("朝长行重还传".repeat(40)).readings()).hasSizeLessThan(100);
    }

    @Test
    void everyValueOfTheRealTitlesIsAWordOfTheVocabulary() {
        for (Book book : Book.all()) {
            Map.of(
                            Dimension.STAGE, book.stage(),
                            Dimension.SUBJECT, book.subject(),
                            Dimension.EDITION, book.edition(),
                            Dimension.GRADE, book.grade(),
                            Dimension.VOLUME, book.volume())
                    .forEach((dimension, written) -> assertThat(written.isEmpty()
                                    || analysis.vocabulary()
                                            .choice(dimension, written)
                                            .isPresent())
                            .as("%s: %s", dimension, written)
                            .isTrue());
        }
    }

    @Test
    void aTitleSaysItsGradeAndStandsWithoutTheSignsOfAList() {
        QueryReader reader = new QueryReader(analysis.vocabulary());

        assertThat(ListingTitle.read("· 数学一年级上册", reader).text()).isEqualTo("数学一年级上册");
        assertThat(ListingTitle.read(" （PEP）英语", reader).text()).isEqualTo("（PEP）英语");
        assertThat(ListingTitle.read("英语（PEP）（三年级起点）五年级上册", reader).facet(Dimension.GRADE, "三年级"))
                .isEqualTo("五年级");
        assertThat(ListingTitle.read("英语三年级上册", reader).facet(Dimension.GRADE, "三年级"))
                .isEqualTo("三年级");
        assertThat(ListingTitle.read("艺术必修2 艺术与文化（上册）", reader).facet(Dimension.VOLUME, "必修2"))
                .isEqualTo("必修2");
        assertThat(ListingTitle.read("一起阅读", reader).facet(Dimension.GRADE, "")).isEmpty();
    }

    @Test
    void noRealTitleContradictsItsGradeOrVolume() {
        QueryReader reader = new QueryReader(analysis.vocabulary());
        List<String> english = new ArrayList<>();
        for (Book book : Book.all()) {
            ListingTitle title = ListingTitle.read(book.title(), reader);
            String grade = title.facet(Dimension.GRADE, book.grade());
            if (book.subject().equals("英语") && grade.equals("四年级")) {
                english.add(book.title());
            }
            assertThat(title.stated().getOrDefault(Dimension.GRADE, Set.of(grade)))
                    .contains(grade);
        }

        assertThat(english).hasSizeGreaterThanOrEqualTo(26).allMatch(title -> title.contains("四年级"));
    }

    @Test
    void aNarrowerWordIsFoundByTheBroaderOne() {
        assertThat(analysis.tokens("高等数学 下册").words()).containsExactly("高等数学", "数学", "下册");
        assertThat(analysis.tokens("物理选择性必修 第二册").words()).containsExactly("物理", "选择性必修2", "选择性必修");
    }

    @Test
    void theStartingGradeOfACourseIsNotTheGradeOfTheBook() {
        assertThat(analysis.tokens("英语（三年级起点）五年级上册").words()).containsExactly("英语", "三年级起点", "五年级", "上册");
    }

    @Test
    void aTokenNeverContainsASpace() {
        Tokens tokens = analysis.tokens("· 18北京 A 版（EEC学院）Discrete Mathematics 7th 五•四学制 😀");

        List<String> all = new ArrayList<>(tokens.words());
        all.addAll(tokens.grams());
        all.addAll(tokens.characters());
        all.addAll(tokens.pinyin());
        all.addAll(tokens.readings());
        all.addAll(tokens.initials());
        assertThat(all).noneMatch(token -> token.isBlank() || token.contains(" "));
        assertThat(tokens.grams()).contains("18", "北京", "discrete", "mathematics");
    }

    @Test
    void anEditionIsMatchedWithoutItsBrackets() {
        assertThat(analysis.key(Dimension.EDITION, "人教版（PEP）（三年级起点）（主编：吴欣）")).isEqualTo("edition:人教版");
        assertThat(analysis.key(Dimension.STAGE, "小学（五•四学制）")).isEqualTo("stage:小学");
        assertThat(analysis.tokens("配套人教版").words()).containsExactly("配套人教版", "人教版");
    }

    @Test
    void aTitleIsOfferedFromEachOfItsWordsByPinyinAndByInitials() {
        assertThat(analysis.completions("地理选择性必修2 区域发展"))
                .containsExactly("地理选择性必修2区域发展", "区域发展", "dilixuanzexingbixiu2quyufazhan", "dlxzxbx2qyfz");
    }

    @Test
    void titlesSortByGradeAndVolumeRatherThanByCodePoint() {
        List<String> titles = new ArrayList<>(List.of("数学二年级上册", "数学三年级下册", "数学一年级下册", "美术三年级上册", "数学三年级上册"));

        titles.sort(java.util.Comparator.comparing(analysis::order));

        assertThat(titles).containsExactly("美术三年级上册", "数学一年级下册", "数学二年级上册", "数学三年级上册", "数学三年级下册");
    }

    @Test
    void aQueryOfOneCharacterIsLookedUpAsSuch() {
        Unit unit = analysis.units("画").get(0);

        assertThat(unit.grams()).containsExactly("画");
        assertThat(analysis.tokens("国画").characters()).contains("画");
    }

    @Test
    void lettersAreAWordAndPinyinAndInitialsAtOnce() {
        assertThat(analysis.units("jiqiren"))
                .containsExactly(new Unit(
                        "jiqiren",
                        false,
                        List.of("jiqiren"),
                        List.of("jiqi", "qiren"),
                        List.of("jiqi", "iqir", "qire", "iren")));
        assertThat(analysis.units("jqr").get(0).initials()).containsExactly("jqr");
    }
}
