package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the Content-Security-Policy and a closed network ask of every template. */
class TemplateRulesTests {

    /** Sanitised on write and on read; everything else is written with th:text. */
    private static final Set<String> SANITISED =
            Set.of("listing.descriptionHtml", "submission.descriptionHtml", "submission.published.descriptionHtml");

    @Test
    void thereAreTemplatesToRead() {
        assertThat(Templates.html()).hasSizeGreaterThan(8);
        assertThat(Templates.styles()).hasSizeGreaterThan(2);
        assertThat(Templates.scripts()).isNotEmpty();
    }

    @Test
    void noTemplateHoldsAScriptAStyleOrAHandler() {
        assertThat(found("<script(?![^>]*\\bsrc=)(?![^>]*application/ld\\+json)"))
                .isEmpty();
        assertThat(found("<style")).isEmpty();
        assertThat(found("\\s(th:)?style(append)?=")).isEmpty();
        assertThat(found("\\s(th:)?on[a-z]+=\"")).isEmpty();
        assertThat(found("hx-on|hx-vars|javascript:|js:")).isEmpty();
    }

    @Test
    void nothingIsLoadedFromElsewhere() {
        assertThat(found("(src|href|action)=\"(https?:)?//")).isEmpty();
        assertThat(foundIn(Templates.styles(), "url\\(|@import")).isEmpty();
        assertThat(foundIn(Templates.scripts(), "https?://|\\beval\\(|innerHTML"))
                .isEmpty();
    }

    @Test
    void theDesignSystemLoadsNothingFromElsewhereEither() throws IOException {
        String css = resource("META-INF/resources/webjars/tabler__core/1.4.0/dist/css/tabler.min.css");

        assertThat(css).doesNotContain("@import").doesNotContainPattern("url\\(['\"]?(https?:)?//");
    }

    @Test
    void unescapedTextIsSanitisedVendorTextOnly() {
        List<String> unescaped = found("(th:utext|data-th-utext)=\"[^\"]*\"|\\[\\(");

        assertThat(unescaped)
                .allMatch(use -> SANITISED.stream().anyMatch(allowed -> use.contains("${" + allowed + "}")));
    }

    @Test
    void noTemplatePreprocessesOrNamesBeansOrClasses() {
        assertThat(found("__\\$|__\\*|__#")).isEmpty();
        assertThat(found("\\$\\{[^}]*(@[a-z]|(?-i:(?<![A-Za-z])T\\())")).isEmpty();
    }

    @Test
    void everyFormThatWritesIsGivenItsToken() {
        assertThat(found("<form(?=[^>]*method=\"post\")(?![^>]*th:action=)[^>]*>"))
                .isEmpty();
    }

    private static List<String> found(String pattern) {
        return foundIn(Templates.html(), pattern);
    }

    private static List<String> foundIn(List<Path> files, String pattern) {
        Pattern compiled = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        return files.stream().flatMap(file -> Templates.matches(compiled, file)).toList();
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = TemplateRulesTests.class.getClassLoader().getResourceAsStream(name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
