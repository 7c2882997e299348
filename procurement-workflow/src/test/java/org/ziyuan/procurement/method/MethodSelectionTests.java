package org.ziyuan.procurement.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.procurement.ProcurementTest;
import org.ziyuan.procurement.method.Thresholds.Threshold;

@ProcurementTest
class MethodSelectionTests {

    private static final Thresholds GUANGDONG = new Thresholds(Map.of(
            "procurement-limit", yuan("1000000"),
            "open-tender", yuan("4000000"),
            "works-tender", yuan("4000000"),
            "emall-direct-max", yuan("200000"),
            "emall-bargain-max", yuan("500000")));

    private static final List<Long> AROUND_EVERY_NUMBER = List.of(
            1L,
            19_999_999L,
            20_000_000L,
            20_000_001L,
            49_999_999L,
            50_000_000L,
            50_000_001L,
            99_999_999L,
            100_000_000L,
            399_999_999L,
            400_000_000L,
            9_000_000_000L);

    @Autowired
    SelectMethod select;

    @Autowired
    ThresholdResolver resolver;

    /** Both sides of every number of the table; 达到 and 以上 include the number itself. */
    @ParameterizedTest(name = "row {0}: {3} yuan, {1}, listed {2}, {4} -> {5}")
    @CsvSource(textBlock = """
             2, goods, true,        0.01, NONE,          EMALL_DIRECT
             2, goods, true,      200000, NONE,          EMALL_DIRECT
             3, goods, true,   200000.01, NONE,          EMALL_BARGAIN
             3, goods, true,      500000, NONE,          EMALL_BARGAIN
             4, goods, true,   500000.01, NONE,          EMALL_AUCTION
             4, goods, true,   999999.99, NONE,          EMALL_AUCTION
             5, goods, false,          1, NONE,          SCHOOL_RFQ
             5, goods, false,  999999.99, NONE,          SCHOOL_RFQ
             6, works, false,    4000000, NONE,          WORKS_TENDER
             7, works, false, 3999999.99, NONE,          CONSULTATION
             8, goods, true,     4000000, ONLY_SUPPLIER, SINGLE_SOURCE
             9, goods, true,     4000000, URGENCY,       NEGOTIATION
            10, goods, true,     4000000, COMPLEX,       CONSULTATION
            11, goods, true,     4000000, LIMITED,       INVITED_TENDER
            12, goods, true,     4000000, NONE,          OPEN_TENDER
            13, goods, true,  3999999.99, NONE,          EMALL_AUCTION
            13, goods, true,     1000000, NONE,          EMALL_AUCTION
            14, goods, true,  3999999.99, ONLY_SUPPLIER, SINGLE_SOURCE
            15, goods, true,     1000000, FOLLOW_ON,     SINGLE_SOURCE
            16, goods, true,     1000000, URGENCY,       NEGOTIATION
            17, goods, true,     1000000, STANDARD_SPOT, RFQ
            18, services, true,  1000000, COMPLEX,       CONSULTATION
            19, goods, true,     1000000, LIMITED,       INVITED_TENDER
            20, goods, false,    1000000, NONE,          OPEN_TENDER
            20, goods, true,     4000000, FOLLOW_ON,     OPEN_TENDER
            """)
    void everyRowHoldsOnItsSideOfTheNumber(
            int row, String object, boolean listed, String yuan, String basis, Method method) {
        MethodDecision decision = decide(object, Money.ofYuan(yuan), listed, basis);

        assertThat(decision.method()).isEqualTo(method);
        assertThat(decision.ruleRow()).isEqualTo(row);
        assertThat(decision.source()).isNotBlank();
    }

    @Test
    void aFrameworkComesFirst() {
        PurchaseFacts facts = new PurchaseFacts("goods", Money.ofYuan("9000000"), true, false, true, "NONE");

        MethodDecision decision = now(facts);

        assertThat(decision.ruleRow()).isEqualTo(1);
    }

    @Test
    void whatIsInTheCatalogueIsStatutoryAtAnyAmount() {
        PurchaseFacts facts = new PurchaseFacts("goods", Money.ofYuan("1"), true, true, false, "NONE");

        assertThat(now(facts).method()).isEqualTo(Method.EMALL_AUCTION);
    }

    @Test
    void aHigherAmountNeverGivesALessCompetitiveMethod() {
        for (boolean listed : new boolean[] {true, false}) {
            List<Integer> ranks = AROUND_EVERY_NUMBER.stream()
                    .map(fen -> decide("goods", Money.ofFen(fen), listed, "NONE")
                            .method()
                            .ordinal())
                    .toList();

            assertThat(ranks).isSorted();
        }
    }

    @Test
    void thresholdsAreThoseOfThePlaceAndTheDay() {
        assertThat(resolve("440000", "county", LocalDate.of(2020, 12, 31)).of("open-tender"))
                .isEqualTo(Money.ofYuan("2000000"));
        assertThat(resolve("440000", "county", LocalDate.of(2021, 1, 1)).of("open-tender"))
                .isEqualTo(Money.ofYuan("4000000"));
        assertThat(resolve("440000", "county", LocalDate.of(2026, 11, 23)).of("procurement-limit"))
                .isEqualTo(Money.ofYuan("1000000"));
        assertThat(resolve("410000", "province", LocalDate.of(2026, 1, 1)).of("open-tender"))
                .isEqualTo(Money.ofYuan("4000000"));
        assertThat(resolve("410000", "county", LocalDate.of(2026, 1, 1)).of("open-tender"))
                .isEqualTo(Money.ofYuan("2000000"));
    }

    @Test
    void nothingIsCalledVerifiedThatNobodyHasRead() {
        assertThat(resolve("440000", "county", LocalDate.of(2026, 11, 23)).verified())
                .isFalse();
    }

    @Test
    void aGapInTheRuleSetRefusesInsteadOfGuessing() {
        Thresholds before = resolve("440000", "county", LocalDate.of(2015, 6, 1));

        assertThatThrownBy(() -> before.of("open-tender")).hasMessageContaining("rule-set-has-gap");
    }

    @Test
    void everyMethodOfTheTableHasAName() {
        assertThat(Arrays.stream(Method.values()).map(Method::inChinese)).doesNotHaveDuplicates();
    }

    private MethodDecision decide(String object, Money amount, boolean listed, String basis) {
        return now(new PurchaseFacts(object, amount, listed, false, false, basis));
    }

    private MethodDecision now(PurchaseFacts facts) {
        return Objects.requireNonNull(select.select(facts, GUANGDONG).block());
    }

    private Thresholds resolve(String place, String level, LocalDate day) {
        return Objects.requireNonNull(
                resolver.resolve(place, level, "goods", day).block());
    }

    private static Threshold yuan(String yuan) {
        return new Threshold(Money.ofYuan(yuan), "测试", true);
    }
}
