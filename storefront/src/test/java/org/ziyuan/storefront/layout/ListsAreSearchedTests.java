package org.ziyuan.storefront.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every list that can exceed a page has its search and its pager (decision 23). What a template repeats is a page of a
 * Sought list, written out in the template, or stands in {@code short-lists.txt} with what keeps it short.
 */
class ListsAreSearchedTests {

    private static final Pattern REPEATED = Pattern.compile("th:each=\"[^:\"]*:\\s*\\$\\{(.*?)}\\s*\"", Pattern.DOTALL);

    /** Such as {@code {'csv', 'xlsx'}}. */
    private static final Pattern WRITTEN_OUT = Pattern.compile("\\s*\\{[^{}]*}\\s*|#strings\\.arraySplit\\('.*");

    private static final Pattern PAGED = Pattern.compile("([a-zA-Z]+)\\.items");

    private static final Set<String> PARTS = Set.of("fragments/list :: search", "fragments/list :: pager");

    @Test
    void whatATemplateRepeatsIsSearchedAndPagedOrKnownToBeShort() throws IOException {
        Set<String> otherwise = Templates.html().stream()
                .flatMap(file -> otherwise(name(file), Templates.text(file)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(otherwise)
                .as("give the list a search and a pager, or say in short-lists.txt what keeps it short")
                .containsExactlyElementsOf(shortLists().keySet());
        assertThat(shortLists().values()).allMatch(reason -> reason.length() > 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<tr th:each=\"one : ${rows}\">",
                "<tr th:each=\"one : ${page.items}\"><nav th:replace=\"~{fragments/list :: pager}\">",
                "<tr th:each=\"one : ${page.items}\"><form th:replace=\"~{fragments/list :: search(null, null, null, null)}\">"
            })
    void aListWithoutEitherIsFound(String guilty) {
        assertThat(otherwise("guilty", guilty)).hasSize(1);
    }

    @Test
    void aListWithBothAndAListWrittenOutAreLeftAlone() {
        assertThat(otherwise("innocent", """
                        <a th:each="format : ${ {'csv', 'xlsx'} }">
                        <form th:replace="~{fragments/list :: search('', null, null, null)}">
                        <tr th:each="one, row : ${page.items}">
                        <nav th:replace="~{fragments/list :: pager}">
                        """)).isEmpty();
    }

    /** What is not named would be sent twice, once as it was and once as it is chosen now. */
    @Test
    void aSearchWithFurtherFieldsNamesThem() {
        List<String> around = Templates.html().stream()
                .flatMap(file -> Templates.matches(Pattern.compile("th:with=\"[^\"]*filters=~[^\"]*\""), file))
                .toList();

        assertThat(around).hasSizeGreaterThan(2).allMatch(with -> with.contains("fields=${ {'"));
    }

    private static Stream<String> otherwise(String name, String template) {
        boolean asked = PARTS.stream().allMatch(template::contains);
        return REPEATED.matcher(template)
                .results()
                .map(found -> found.group(1).strip())
                .filter(list -> !WRITTEN_OUT.matcher(list).matches())
                .filter(list -> !(asked && PAGED.matcher(list).matches()))
                .map(list -> name + " " + list);
    }

    private static String name(Path file) {
        return file.toString().replaceFirst(".*/templates/", "").replace(".html", "");
    }

    /** What is repeated, as template and list, and what keeps it short. */
    private static SortedMap<String, String> shortLists() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/resources/structure/short-lists.txt"));
        return lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\|", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0].strip(), parts -> parts[1].strip(), (one, same) -> one, TreeMap::new));
    }
}
