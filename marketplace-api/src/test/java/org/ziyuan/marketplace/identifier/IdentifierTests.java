package org.ziyuan.marketplace.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ziyuan.marketplace.refusal.Refusal;

class IdentifierTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"01", "1", "001", "1.0", "1.", "０１", " 01 ", "0\u00A01", "\u200B01", "01\uFEFF", "'01", "=\"01\""
            })
    void everyWritingOfANumberIsOneIdentifier(String written) {
        assertThat(Identifier.of(written).key()).isEqualTo("1");
        assertThat(Identifier.of(written).padded(2)).isEqualTo("01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s00057", "S00057", "ｓ０００５７", "s 00057", "s\u200D00057", "s00057\u3000"})
    void everyWritingOfACodeIsOneIdentifier(String written) {
        assertThat(Identifier.of(written).key()).isEqualTo("S00057");
        assertThat(Identifier.of(written).padded(2)).isEqualTo("S00057");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1E3",
                "1.00E+03",
                "2.5442E+19",
                "１Ｅ３",
                "2026-1-2",
                "1/2",
                "2026/11/29",
                "1月2日",
                "2026年1月2日",
                "2-Jan",
                "Jan-26"
            })
    void whatOnlyASpreadsheetWritesIsRefused(String written) {
        assertThatThrownBy(() -> Identifier.of(written))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo("identifier-rewritten"));
    }

    @ParameterizedTest
    @CsvSource({"10², 10²", "①, ①", "1-2, 1-2", "A–1, A-1", "0, 0", "000, 0", "10, 10", "1.5, 1.5", "06056e3, 06056E3"})
    void whatMeansSomethingElseStaysApart(String written, String key) {
        assertThat(Identifier.of(written).key()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({"s00057, s00057", "ѕ00057, ѕ[U+0455]00057", "1\u200B0, 1□[U+200B]0", "学校 1, 学校 1", "１, １[U+FF11]"})
    void whatIsNotSeenIsShown(String written, String shown) {
        assertThat(Identifier.shown(written)).isEqualTo(shown);
    }
}
