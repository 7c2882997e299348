package org.ziyuan.storefront.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.TestPeople;
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

    @Autowired
    DatabaseClient database;

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
    void everybodyChoosesWhatReachesHim() {
        Actor person = new TestPeople(database).atNewSchool(Role.PURCHASER);
        notices.mute(person, List.of("request", "sale")).block();
        notices.seen(person).block();
        notices.mute(person, List.of("reminder")).block();

        assertThat(notices.muted(person).collectList().block()).containsExactly("reminder");
        assertThat(notices.fresh(person).block()).isZero();
        assertThatThrownBy(() -> notices.mute(person, List.of("rumour")).block())
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("field-malformed"));
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
