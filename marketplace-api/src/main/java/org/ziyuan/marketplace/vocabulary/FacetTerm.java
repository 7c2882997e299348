package org.ziyuan.marketplace.vocabulary;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/**
 * A value that a resource may have.
 *
 * @param code given once, and never to something else
 * @param value what listings keep and people read
 * @param aliases other ways to write it
 */
public record FacetTerm(Facet facet, String code, String value, List<String> aliases) {

    /** Codes of the file have a number up to this; those that are given later have a greater one. */
    static final int LAST_BUILT_IN = 999;

    /** Every term that this node knows now, those of the file first; the same list until one is added. */
    public static List<FacetTerm> all() {
        return KnownTerms.now().all();
    }

    /** Those of the file, in its order. */
    static List<FacetTerm> builtIn() {
        return text().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(FacetTerm::read)
                .toList();
    }

    private static String text() {
        try {
            return new ClassPathResource("vocabulary/terms.txt").getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static FacetTerm read(String line) {
        String[] columns = line.split("\\|", -1);
        if (columns.length != 4) {
            throw new IllegalStateException("not four columns: " + line);
        }
        return new FacetTerm(
                Facet.valueOf(columns[0].strip().toUpperCase(Locale.ROOT)),
                columns[1].strip(),
                columns[2].strip(),
                Stream.of(columns[3].split(","))
                        .map(String::strip)
                        .filter(alias -> !alias.isEmpty())
                        .toList());
    }

    Stream<String> spellings() {
        return Stream.concat(Stream.of(value, code), aliases.stream());
    }
}
