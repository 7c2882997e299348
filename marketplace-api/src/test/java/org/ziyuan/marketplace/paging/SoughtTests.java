package org.ziyuan.marketplace.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.ziyuan.marketplace.refusal.Refusal;

class SoughtTests {

    @Test
    void isReadFromTheAddressAndRepeatedByEveryLinkButThePlace() {
        Sought sought = asked(
                "find",
                " 晨光　小学 ",
                "from",
                "2026-11-01",
                "until",
                "2026-11-30",
                "state",
                "PAID",
                "lang",
                "en",
                "duty",
                "");

        assertThat(sought.words()).containsExactly("晨光", "小学");
        assertThat(sought.from()).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(sought.isFirst()).isTrue();
        assertThat(sought.at("/orders.csv?format=csv"))
                .startsWith("/orders.csv?format=csv&find=")
                .contains("state=PAID", "until=2026-11-30", "%E6%99%A8%E5%85%89")
                .doesNotContain("lang", "duty", "cursor");
        assertThat(sought.next("abc")).startsWith("/orders?").endsWith("&cursor=abc");
    }

    @Test
    void aLinkKeepsWhatWasTypedWholeAndNothingElse() {
        Sought sought = asked("find", "a&state=PAID {x} %41", "ev\"il", "x");

        assertThat(sought.at("/orders")).isEqualTo("/orders?find=a%26state%3DPAID%20%7Bx%7D%20%2541");
        assertThat(sought.typed()).isEqualTo("a&state=PAID {x} %41");
    }

    /** On the allocation page a search dropped the kind of change that was chosen, because another page has a field of that name. */
    @Test
    void theFormCarriesOnEverythingThatWasChosenButWhatItHasFieldsFor() {
        Sought sought = asked("find", "晨光", "from", "2026-11-01", "state", "PAID", "kind", "changed", "sort", "spent");

        assertThat(sought.keptBeside(false, false, null)).containsOnlyKeys("from", "state", "kind", "sort");
        assertThat(sought.keptBeside(true, true, List.of("kind"))).containsOnlyKeys("sort");
        assertThat(sought.choosing("kind", "gone")).contains("kind=gone", "find=", "sort=spent", "state=PAID");
        assertThat(sought.choosing("kind", "")).contains("find=", "sort=spent").doesNotContain("kind");
    }

    /** A school's code typed in full width was "not found" beside a row that looked the same. */
    @Test
    void numbersAndLettersAreFoundInWhateverWidthTheyAreTyped() {
        assertThat(asked("find", "ｓ００５７\u00A0订单（甲）\uFEFF１２．５０").words()).containsExactly("s0057", "订单（甲）", "12.50");
        assertThat(asked("find", "Ｓ００57").saidBy(List.of("s0057"))).isTrue();
    }

    @Test
    void whatSaysOfWhatTheListIsNarrowsNothingAndIsNeverCleared() {
        Sought preview = asked("year", "2025", "subtree", "true", "limit", "5").about("year", "subtree");
        Sought narrowed = asked("year", "2025", "find", "晨光").about("year");

        assertThat(preview.narrows()).isFalse();
        assertThat(narrowed.narrows()).isTrue();
        assertThat(narrowed.cleared()).isEqualTo("/orders?year=2025");
        assertThat(narrowed.next("x")).contains("year=2025", "find=").endsWith("&cursor=x");
        assertThat(asked("find", "x").cleared()).isEqualTo("/orders");
    }

    @Test
    void refusesWhatNobodyTypes() {
        refused("words-too-long", "find", "字".repeat(81));
        refused("date-malformed", "from", "2026-13-01");
        refused("date-malformed", "until", "9999-12-31");
        refused("field-malformed", "limit", "many");
        // Each list has places of its own, so the list refuses one that is none.
        refused("cursor-malformed", () -> asked("cursor", "nonsense").after());
    }

    private static void refused(String code, String... asked) {
        refused(code, () -> asked(asked));
    }

    private static void refused(String code, ThrowingCallable asking) {
        assertThatThrownBy(asking)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static Sought asked(String... pairs) {
        MultiValueMap<String, String> asked = new LinkedMultiValueMap<>();
        for (int pair = 0; pair < pairs.length; pair += 2) {
            asked.add(pairs[pair], pairs[pair + 1]);
        }
        return SoughtArgument.sought(asked, "/orders");
    }
}
