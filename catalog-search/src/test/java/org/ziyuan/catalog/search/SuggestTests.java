package org.ziyuan.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.ziyuan.catalog.shelf.Book;
import org.ziyuan.catalog.shelf.CatalogTest;
import org.ziyuan.catalog.shelf.Waiting;

@CatalogTest
class SuggestTests {

    @Autowired
    Suggest suggest;

    @Autowired
    Search search;

    @BeforeEach
    void everythingIsIndexed() {
        Waiting.forTheIndexToHold(search, Book.all().size());
    }

    @Test
    void finishesTheWordThatIsBeingTyped() {
        assertThat(suggested("三年级数")).startsWith("三年级数学");
        assertThat(suggested("yuw")).startsWith("语文");
        assertThat(suggested("sannianjishux")).startsWith("三年级数学");
        assertThat(suggested("北师")).startsWith("北师大版");
        assertThat(suggested("mat")).contains("数学");
        assertThat(suggested("grade 3 phys")).contains("三年级物理");
        assertThat(suggested("rrt")).startsWith("人人通云教学平台");
    }

    @Test
    void offersTitlesOnceHoweverManyEditionsShareThem() {
        assertThat(suggested("数学三年级")).containsOnlyOnce("数学三年级上册").containsOnlyOnce("数学三年级下册");
        assertThat(suggested("quyufazhan")).isEmpty();
        assertThat(suggested("区域发")).contains("地理选择性必修2 区域发展");
    }

    @Test
    void offersNothingForNothingAndSurvivesAnything() {
        for (String typed : List.of("", " ", "（", "\u0000", "😀", "%", "*", "x".repeat(5000))) {
            assertThat(suggested(typed)).hasSizeLessThanOrEqualTo(8);
        }
        assertThat(suggested(" ")).isEmpty();
    }

    private List<String> suggested(String typed) {
        return suggest.suggest(typed).blockOptional().orElseThrow();
    }
}
