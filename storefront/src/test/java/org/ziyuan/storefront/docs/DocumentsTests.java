package org.ziyuan.storefront.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class DocumentsTests {

    private static final Path ROOT = Path.of("..");
    private static final Pattern SOURCE = Pattern.compile("`([a-z-]+/src/main/[^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)[^)]*\\)");

    @Test
    void aPurchaseIsFollowedThroughAtMostTwelveFilesThatExist() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/follow-a-purchase.md"));
        List<String> files = SOURCE.matcher(page)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();

        assertThat(files).hasSizeBetween(8, 12);
        assertThat(files).allSatisfy(file -> assertThat(ROOT.resolve(file)).exists());
    }

    @Test
    void everyLinkInTheDocumentsLeadsSomewhere() throws IOException {
        for (String name :
                List.of("README.md", "docs/architecture.md", "docs/operations.md", "docs/follow-a-purchase.md")) {
            Path document = ROOT.resolve(name);
            assertThat(LINK.matcher(Files.readString(document)).results().map(MatchResult::group))
                    .allSatisfy(link -> assertThat(target(document, link)).exists());
        }
    }

    /** Rewrites the page when it differs and fails, so that the difference is looked at and committed. */
    @Test
    void everyRefusalIsListedWithItsSentences() throws IOException {
        Path page = ROOT.resolve("docs/refusals.md");
        String written = Files.exists(page) ? Files.readString(page) : "";
        String printed = refusals();

        if (!written.equals(printed)) {
            assertThat(Files.writeString(page, printed)).exists();
        }
        assertThat(written)
                .as("docs/refusals.md was rewritten; look at the difference and commit it")
                .isEqualTo(printed);
    }

    private static Path target(Path document, String link) {
        String address = link.substring(2, link.length() - 1);
        int anchor = address.indexOf('#');
        return document.resolveSibling(anchor < 0 ? address : address.substring(0, anchor));
    }

    private static String refusals() throws IOException {
        TreeMap<String, String> chinese = sentences("", "_en.properties");
        TreeMap<String, String> english = sentences("_en", "\0");
        StringBuilder page = new StringBuilder("""
                # Refusals

                Every code a refusal can carry on the wire, with its sentence; `{name}` stands for a value of the refusal.
                Printed by `DocumentsTests` from the message bundles; do not edit.

                | code | 中文 | English |
                | --- | --- | --- |
                """);
        chinese.forEach((code, sentence) -> page.append("| `%s` | %s | %s |\n"
                .formatted(
                        code,
                        sentence.replace("|", "\\|"),
                        english.getOrDefault(code, "").replace("|", "\\|"))));
        return page.toString();
    }

    private static TreeMap<String, String> sentences(String suffix, String not) throws IOException {
        TreeMap<String, String> sentences = new TreeMap<>();
        Resource[] bundles = new PathMatchingResourcePatternResolver()
                .getResources("classpath*:messages/*" + suffix + ".properties");
        for (Resource bundle : bundles) {
            if (String.valueOf(bundle.getFilename()).endsWith(not)) {
                continue;
            }
            Properties words = new Properties();
            try (Reader reader = new InputStreamReader(bundle.getInputStream(), StandardCharsets.UTF_8)) {
                words.load(reader);
            }
            words.stringPropertyNames().stream()
                    .filter(key -> key.startsWith("refusal."))
                    .forEach(key -> sentences.put(key.substring("refusal.".length()), words.getProperty(key)));
        }
        return sentences;
    }
}
