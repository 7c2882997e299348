package org.ziyuan.catalog.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.catalog.search.SearchTerms.SearchTerm;
import org.ziyuan.catalog.shelf.CatalogTest;
import org.ziyuan.catalog.shelf.Waiting;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.transaction.Ids;

/** What is searched for is counted without who asked, and the operator reads first what found nothing. */
@CatalogTest
class SearchLogTests {

    private static final String NOTHING = "qqxxzzvvkk";
    private static final String SOMETHING = "三年级数学苏教版上册";

    @Autowired
    Search search;

    @Autowired
    SearchTerms terms;

    @Autowired
    DatabaseClient rows;

    @Test
    void whatFindsNothingIsCountedFirstAndWhatIsOfAPersonNotAtAll() {
        for (int time = 0; time < 3; time++) {
            asked(NOTHING);
            asked("  " + NOTHING.toUpperCase(Locale.ROOT) + " ");
            asked(SOMETHING);
            asked("13800138000");
            asked("4401 0519 9001");
            asked("王老师 wang@example.org");
        }
        asked("只问了一次的词");

        await().atMost(Duration.ofSeconds(20)).until(() -> counted().contains(SOMETHING));
        List<SearchTerm> read = terms.list(Sought.everything(Cursor.START, 100))
                .map(page -> page.items())
                .blockOptional()
                .orElseThrow();
        assertThat(read)
                .extracting(SearchTerm::typed)
                .contains(NOTHING, SOMETHING)
                .doesNotContain("只问了一次的词");
        assertThat(read.get(0).none()).isPositive();
        assertThat(read)
                .filteredOn(term -> term.typed().equals(NOTHING))
                .singleElement()
                .satisfies(term -> assertThat(term.none()).isEqualTo(6));
        assertThat(counted()).noneMatch(typed -> typed.matches(".*([0-9] ?){6}.*|.*wang.*"));
    }

    @Test
    void whatIsOlderThanAYearIsGoneWithTheNextRound() {
        String old = "old " + Ids.next();
        rows.sql("insert into search_term values (now() - interval '367 days', :typed, 'NONE', 3)")
                .bind("typed", old)
                .then()
                .block();
        asked(SOMETHING);
        await().atMost(Duration.ofSeconds(20)).until(() -> !counted().contains(old));
    }

    private void asked(String text) {
        SearchPage unused = Waiting.found(search, text);
    }

    private List<String> counted() {
        return rows.sql("select typed from search_term")
                .mapValue(String.class)
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }
}
