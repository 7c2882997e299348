package org.ziyuan.storefront.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ziyuan.storefront.structure.Sources.Arrow;

/** Every table has one feature that owns it; docs/architecture.md shows both, and the sizes that code keeps stay kept. */
class FeaturesAndTablesTests {

    private static final Path ROOT = Path.of("..");
    private static final Path LIST = Path.of("src/test/resources/structure/tables.txt");
    private static final String BEGIN = "<!-- printed by FeaturesAndTablesTests; do not edit -->\n";
    private static final String END = "<!-- until here -->\n";
    private static final int LINES_OF_A_PICTURE = 118;

    private static Sources sources;

    @BeforeAll
    static void read() throws IOException {
        sources = Sources.read(ROOT);
    }

    @Test
    void everyTableIsOwnedByOneFeatureThatExists() throws IOException {
        List<String> listed = listed("[a-z]+\\.[a-z]+ .*")
                .flatMap(line -> Stream.of(line.split(" +", 0)).skip(1))
                .toList();

        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(sources.tables());
        assertThat(sources.imports().keySet()).containsAll(sources.owners().values());
    }

    @Test
    void onlyItsFeatureWritesATable() throws IOException {
        assertThat(between(sources.foreignWrites().stream())).isEqualTo(sources.listed("writes"));
    }

    @Test
    void aFeatureReadsTheTablesOfThoseItDeclares() throws IOException {
        assertThat(between(sources.undeclared())).isEqualTo(sources.listed("reads"));
    }

    private static Set<String> between(Stream<Arrow> arrows) {
        return arrows.map(Arrow::between).collect(Collectors.toSet());
    }

    @Test
    void noMethodIsLongerThanFortyLines() {
        assertThat(sources.longMethods()).isEmpty();
    }

    /** Rewrites the picture when it differs and fails, so that the difference is looked at and committed. */
    @Test
    void theArchitectureShowsFeaturesAndTablesAsTheyAre() throws IOException {
        Path page = ROOT.resolve("docs/architecture.md");
        String written = Files.readString(page);
        int begin = written.indexOf(BEGIN) + BEGIN.length();
        int end = written.indexOf(END);
        assertThat(end).isGreaterThanOrEqualTo(begin);
        String drawn = written.substring(0, begin) + picture() + written.substring(end);

        if (!written.equals(drawn)) {
            assertThat(Files.writeString(page, drawn)).exists();
        }
        assertThat(written)
                .as("docs/architecture.md was rewritten; look at the difference and commit it")
                .isEqualTo(drawn);
    }

    private static Stream<String> listed(String form) throws IOException {
        return Files.readAllLines(LIST).stream().filter(line -> line.matches(form));
    }

    private static String picture() {
        Map<String, Set<String>> imports = sources.imports();
        return "```\n" + modules(imports) + layers(sources.declared()) + "```\n\n" + tables(imports);
    }

    /** The modules above the core with their features. */
    private static String modules(Map<String, Set<String>> imports) {
        return Stream.of("storefront", "vendor", "procurement", "catalog")
                .map(module -> line(module, inside(imports.keySet(), module)))
                .collect(Collectors.joining());
    }

    /** The features of the core: each stands above all that it declares to use. */
    private static String layers(Map<String, Set<String>> declared) {
        Map<String, Integer> heights = new HashMap<>();
        TreeMap<Integer, Set<String>> layers = declared.keySet().stream()
                .collect(Collectors.groupingBy(
                        feature -> height(feature, declared, heights),
                        TreeMap::new,
                        Collectors.toCollection(TreeSet::new)));
        return layers.descendingMap().entrySet().stream()
                .map(layer -> line("core " + layer.getKey(), layer.getValue()))
                .collect(Collectors.joining());
    }

    private static int height(String feature, Map<String, Set<String>> declared, Map<String, Integer> heights) {
        Integer known = heights.get(feature);
        if (known != null) {
            return known;
        }
        int height = declared.getOrDefault(feature, Set.of()).stream()
                        .mapToInt(below -> height(below, declared, heights))
                        .max()
                        .orElse(-1)
                + 1;
        heights.put(feature, height);
        return height;
    }

    private static Collection<String> inside(Collection<String> features, String module) {
        return features.stream()
                .filter(feature -> feature.startsWith(module + "."))
                .toList();
    }

    private static String line(String head, Collection<String> features) {
        List<String> lines = new ArrayList<>(List.of("%-12s".formatted(head)));
        for (String feature : features) {
            String name = feature.substring(feature.indexOf('.') + 1);
            int last = lines.size() - 1;
            if (lines.get(last).length() + name.length() + 2 > LINES_OF_A_PICTURE) {
                lines.add(" ".repeat(12) + "  " + name);
            } else {
                lines.set(last, lines.get(last) + "  " + name);
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static String tables(Map<String, Set<String>> imports) {
        Map<String, Set<String>> owned = grouped(sources.owners().entrySet(), Map.Entry::getValue, Map.Entry::getKey);
        Map<String, Set<String>> read = grouped(sources.arrowsThroughSql(), Arrow::from, Arrow::table);
        StringBuilder page = new StringBuilder("""
                | feature | its tables | tables of others that its SQL names |
                | --- | --- | --- |
                """);
        imports.keySet().stream()
                .filter(feature -> owned.containsKey(feature) || read.containsKey(feature))
                .forEach(feature -> page.append(
                        "| %s | %s | %s |\n".formatted(feature, words(owned.get(feature)), words(read.get(feature)))));
        return page.toString();
    }

    private static <T> Map<String, Set<String>> grouped(
            Collection<T> all, Function<T, String> key, Function<T, String> value) {
        return all.stream()
                .collect(Collectors.groupingBy(
                        key, TreeMap::new, Collectors.mapping(value, Collectors.toCollection(TreeSet::new))));
    }

    private static String words(@Nullable Set<String> names) {
        return names == null ? "" : String.join(", ", names);
    }
}
