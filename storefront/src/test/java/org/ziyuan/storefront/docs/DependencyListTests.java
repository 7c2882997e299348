package org.ziyuan.storefront.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What ships, and what is known against it. */
class DependencyListTests {

    private static final Path DOCS = Path.of("../docs");
    private static final Pattern ARTIFACT =
            Pattern.compile("^ +([\\w.-]+:[\\w.-]+):jar:(?:[\\w.-]+:)?([\\w.-]+):(?:compile|runtime)");
    private static final Pattern ADVISORY = Pattern.compile("^\\| `([^`]+)` \\| ([\\w.]+) \\| (.+) \\|$");

    /** Rewrites the page when it differs and fails, so that the difference is looked at and committed. */
    @Test
    void everyLibraryThatShipsIsListedWithItsVersion() throws IOException {
        Path page = DOCS.resolve("dependencies.md");
        String written = Files.exists(page) ? Files.readString(page) : "";
        StringBuilder printed = new StringBuilder("""
                # Dependencies

                Every library in the jar, with its version. Printed by `DependencyListTests` from Maven's own list (one command:
                `mvn test -pl storefront -am -Dtest=DependencyListTests -Dsurefire.failIfNoSpecifiedTests=false`); do not edit.
                What is known against any of them is in [advisories.md](advisories.md).

                | library | version |
                | --- | --- |
                """);
        whatShips().forEach((library, version) -> printed.append("| `%s` | %s |\n".formatted(library, version)));

        if (!written.contentEquals(printed)) {
            assertThat(Files.writeString(page, printed)).exists();
        }
        assertThat(written)
                .as("docs/dependencies.md was rewritten; look at the difference and commit it")
                .isEqualTo(printed.toString());
    }

    @Test
    void nothingShipsThatIsKnownToBeBroken() throws IOException {
        List<Advisory> advisories = Files.readAllLines(DOCS.resolve("advisories.md")).stream()
                .map(ADVISORY::matcher)
                .filter(Matcher::matches)
                .map(line -> new Advisory(line.group(1), line.group(2), line.group(3)))
                .toList();
        assertThat(advisories).hasSizeGreaterThan(10);
        assertThat(new Advisory("a:*", "1.10", "").speaksAgainst("a:b", "1.9.7"))
                .isTrue();
        assertThat(new Advisory("a:*", "1.10", "").speaksAgainst("a:b", "1.10.1.Final"))
                .isFalse();

        assertThat(whatShips().entrySet().stream()
                        .flatMap(library -> advisories.stream()
                                .filter(advisory -> advisory.speaksAgainst(library.getKey(), library.getValue()))
                                .map(advisory -> library + " " + advisory)))
                .isEmpty();
    }

    private static Map<String, String> whatShips() throws IOException {
        Map<String, String> libraries = new TreeMap<>();
        try (Stream<String> lines = Files.lines(Path.of("target/what-ships.txt"))) {
            lines.map(ARTIFACT::matcher)
                    .filter(Matcher::find)
                    .filter(found -> !found.group(1).startsWith("org.ziyuan:"))
                    .forEach(found -> libraries.put(found.group(1), found.group(2)));
        }
        assertThat(libraries).hasSizeGreaterThan(100);
        return libraries;
    }

    private record Advisory(String library, String fixedIn, String why) {

        boolean speaksAgainst(String artifact, String version) {
            boolean named = library.endsWith("*")
                    ? artifact.startsWith(library.substring(0, library.length() - 1))
                    : artifact.equals(library);
            return named && (fixedIn.equals("never") || Arrays.compare(numbers(version), numbers(fixedIn)) < 0);
        }

        private static int[] numbers(String version) {
            return Stream.of(version.split("[.-]", -1))
                    .takeWhile(part -> part.matches("\\d{1,9}"))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }
    }
}
