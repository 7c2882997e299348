package org.ziyuan.storefront.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.ziyuan.marketplace.worklist.Notices;
import org.ziyuan.marketplace.worklist.Worklist;
import org.ziyuan.storefront.security.WholeMarket;

/** Whatever can wait for somebody has a page where it is done, and words in both languages. */
@WholeMarket
class WorklistTests {

    @Autowired
    Worklist worklist;

    @Autowired
    MessageSource words;

    @Autowired
    Notices notices;

    @Test
    void allNewsHasItsPageAndItsWords() {
        assertThat(notices.kinds()).contains("request", "sale").doesNotHaveDuplicates();
        for (String kind : notices.kinds()) {
            assertThat(NoticePages.Shown.door(kind)).startsWith("/");
            assertThat(words.getMessage("news.kind." + kind, null, Locale.ENGLISH))
                    .isNotBlank();
        }
    }

    @Test
    void everyKindHasItsPageAndItsWords() {
        assertThat(worklist.kinds()).contains("approve", "pay", "review").doesNotHaveDuplicates();
        for (String kind : worklist.kinds()) {
            assertThat(Task.door(kind)).startsWith("/");
            for (Locale language : new Locale[] {Locale.CHINESE, Locale.ENGLISH}) {
                assertThat(words.getMessage("home.task." + kind, null, language))
                        .isNotBlank();
            }
        }
    }
}
