package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Letters can be read and parts of a bar can be told from their ground (WCAG 2.1, 1.4.3 and 1.4.11). */
class ColoursTests {

    private static final Path TOKENS = Path.of("src/main/resources/static/css/ziyuan.css");

    @ParameterizedTest
    @CsvSource({
        "ink, surface",
        "ink, paper",
        "ink-soft, surface",
        "ink-soft, paper",
        "ink-soft, bad-soft",
        "ink-soft, neutral-soft",
        "accent, surface",
        "accent, paper",
        "accent-strong, accent-soft",
        "good, surface",
        "bad, surface",
        "bad, bad-soft",
        "waiting, surface",
        "waiting, waiting-soft",
        "surface, accent",
        "surface, bad"
    })
    void lettersAreReadable(String letters, String ground) {
        assertThat(Contrast.between(token(letters), token(ground))).isGreaterThanOrEqualTo(4.5);
    }

    @ParameterizedTest
    @CsvSource({"available", "reserved", "encumbered", "accepted", "spent"})
    void moneyStatesStandOutFromTheirGround(String state) {
        assertThat(Contrast.between(token("money-" + state), token("surface"))).isGreaterThanOrEqualTo(4.0);
    }

    @Test
    void fieldsHaveABorderThatCanBeSeen() {
        assertThat(Contrast.between(token("line-strong"), token("surface"))).isGreaterThanOrEqualTo(3.0);
    }

    private static String token(String name) {
        Matcher found = Pattern.compile("--" + name + ": (#[0-9a-f]{6});").matcher(Templates.text(TOKENS));
        assertThat(found.find()).as("token --" + name).isTrue();
        return found.group(1);
    }
}
