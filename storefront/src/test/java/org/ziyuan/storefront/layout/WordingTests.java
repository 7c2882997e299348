package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Every word exists in both languages, and every key a template uses exists. */
class WordingTests {

    private static final Pattern EVENT = Pattern.compile("(?m)^    ([A-Z][A-Z_]+)(?:\\([^)]*\\))?[,;]");
    private static final Pattern ACCOUNT = Pattern.compile("\\('([BM][0-9]{3})', [0-9], '[A-Z]");

    /** A plain key, #{nav.home}; or the fixed beginning of one that ends in a value, #{${'nav.' + name}}. */
    private static final Pattern KEY = Pattern.compile("#\\{([a-zA-Z][\\w.\\-]*)");

    private static final Pattern BEGINNING = Pattern.compile("#\\{\\$\\{'([\\w.\\-]+)'");
    private static final Pattern ANY_DYNAMIC = Pattern.compile("#\\{\\$\\{(?!'[\\w.\\-]+')[^}]*}");

    private static final Pattern PRESS = Pattern.compile("(?:点|choose |press |click )[“\"]([^”\"]+)[”\"]");

    private static final Pattern REFUSAL = Pattern.compile(
            "Refusal\\s*\\.\\s*(malformed|invalid|forbidden|conflict|notFound|of)\\(\\s*(?:[\\w.]+,\\s*)?\"([a-z0-9-]+)\"");

    @Test
    void everyBundleHasItsTranslationWithTheSameKeys() {
        for (Path chinese : bundles(false)) {
            Path english = Path.of(chinese.toString().replace(".properties", "_en.properties"));
            assertThat(keys(english)).as(english.toString()).isEqualTo(keys(chinese));
        }
    }

    @Test
    void noKeyStandsInTwoBundles() {
        List<String> all =
                bundles(false).stream().flatMap(bundle -> keys(bundle).stream()).toList();

        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void everyKeyOfEveryTemplateExists() {
        Set<String> known = new TreeSet<>();
        bundles(false).forEach(bundle -> known.addAll(keys(bundle)));

        assertThat(used(KEY)).isNotEmpty().isSubsetOf(known);
        assertThat(used(BEGINNING))
                .isNotEmpty()
                .allMatch(beginning -> known.stream().anyMatch(key -> key.startsWith(beginning)));
        assertThat(Templates.html().stream().flatMap(file -> Templates.matches(ANY_DYNAMIC, file)))
                .as("a computed key begins with a literal")
                .isEmpty();
    }

    @Test
    void everyRefusalHasItsSentence() {
        Set<String> known = new TreeSet<>();
        bundles(false).forEach(bundle -> known.addAll(keys(bundle)));
        Set<String> refused = new TreeSet<>();
        for (Path source : Templates.sources()) {
            REFUSAL.matcher(Templates.text(source))
                    .results()
                    .forEach(found -> refused.add(
                            "refusal." + found.group(2) + (found.group(1).equals("notFound") ? "-not-found" : "")));
        }

        assertThat(refused).hasSizeGreaterThan(50).isSubsetOf(known);
    }

    /** A journal is shown by its kind and its accounts; the books gain both in other modules. */
    @Test
    void everyKindOfJournalAndEveryAccountHasItsWords() throws IOException {
        Set<String> known = new TreeSet<>();
        bundles(false).forEach(bundle -> known.addAll(keys(bundle)));
        Set<String> booked = new TreeSet<>();
        for (Path source : Templates.sources()) {
            if (source.endsWith("LedgerEvent.java")) {
                EVENT.matcher(Templates.text(source))
                        .results()
                        .map(found -> found.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
                        .forEach(kind -> booked.add("spending.kind." + kind));
            }
        }
        Resource[] migrations = new PathMatchingResourcePatternResolver().getResources("classpath*:db/schema/*.sql");
        for (Resource migration : migrations) {
            ACCOUNT.matcher(migration.getContentAsString(StandardCharsets.UTF_8))
                    .results()
                    .forEach(found -> booked.add("spending.account." + found.group(1)));
        }

        assertThat(booked).hasSizeGreaterThan(20).isSubsetOf(known);
    }

    @Test
    void noTranslationIsEmptyOrLeftInChinese() {
        for (Path english : bundles(true)) {
            properties(english).forEach((key, value) -> {
                assertThat(value.toString()).as(english + " " + key).isNotBlank();
                if (!key.equals("layout.language.other")) {
                    assertThat(value.toString()).as(english + " " + key).doesNotContainPattern("\\p{IsHan}");
                }
            });
        }
    }

    /** The glossary has one word for a requisition: 采购申请. */
    @Test
    void aRequisitionHasOneNameOnly() {
        for (Path bundle : bundles(false)) {
            properties(bundle)
                    .forEach((key, value) -> assertThat(String.valueOf(value))
                            .as(String.valueOf(key))
                            .doesNotContain("申购", "请购"));
        }
    }

    @Test
    void anApostropheBesideAParameterIsTheTypographicOne() {
        Stream.concat(bundles(true).stream(), bundles(false).stream())
                .forEach(bundle -> properties(bundle).forEach((key, value) -> {
                    if (value.toString().contains("{0}")) {
                        assertThat(value.toString()).as(bundle + " " + key).doesNotContain("'");
                    }
                }));
    }

    /** A sentence that says which button to press says the words that stand on one. */
    @Test
    void whatASentenceTellsToPressIsWrittenOnAButton() {
        for (boolean english : List.of(false, true)) {
            Set<String> written = new TreeSet<>();
            bundles(english)
                    .forEach(bundle -> properties(bundle).values().forEach(words -> written.add(words.toString())));
            Set<String> promised = new TreeSet<>();
            written.forEach(
                    sentence -> PRESS.matcher(sentence).results().forEach(found -> promised.add(found.group(1))));

            assertThat(promised).isNotEmpty().isSubsetOf(written);
        }
    }

    private static List<Path> bundles(boolean english) {
        return Templates.words().stream()
                .filter(file -> file.toString().endsWith("_en.properties") == english)
                .toList();
    }

    private static Set<String> keys(Path bundle) {
        return new TreeSet<>(properties(bundle).stringPropertyNames());
    }

    private static Properties properties(Path bundle) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(Templates.text(bundle)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }

    private static Set<String> used(Pattern pattern) {
        var used = new TreeSet<String>();
        for (Path template : Templates.html()) {
            pattern.matcher(Templates.text(template)).results().forEach(found -> used.add(found.group(1)));
        }
        return used;
    }
}
