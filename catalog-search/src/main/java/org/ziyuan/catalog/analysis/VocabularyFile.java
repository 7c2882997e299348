package org.ziyuan.catalog.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/**
 * Reads the terms that resources are described by, then the words that searches have beside them. Both files say in their
 * first lines how they are written.
 */
final class VocabularyFile {

    private static final String ORDINARY = "ordinary |";
    private static final ClassPathResource FACETS = new ClassPathResource("vocabulary/terms.txt");
    private static final ClassPathResource OWN = new ClassPathResource("vocabulary.txt", VocabularyFile.class);

    private VocabularyFile() {}

    static List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        rows(FACETS, 4).forEach(row -> terms.addAll(spellings(Meaning.named(row[0], row[2]), list(row[3]))));
        rows(OWN, 3).forEach(row -> terms.addAll(terms(row)));
        return terms;
    }

    private static Stream<String[]> rows(ClassPathResource file, int columns) {
        return text(file)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(ORDINARY))
                .map(line -> columns(line, columns));
    }

    private static String[] columns(String line, int columns) {
        String[] row = line.split("\\s*\\|\\s*", -1);
        if (row.length != columns) {
            throw new IllegalStateException("not " + columns + " columns: " + line);
        }
        return row;
    }

    static List<String> ordinaryWords() {
        return text(OWN)
                .lines()
                .filter(line -> line.startsWith(ORDINARY))
                .flatMap(line -> list(line.substring(ORDINARY.length())))
                .toList();
    }

    private static List<Term> terms(String[] row) {
        return row[0].equals(">")
                ? List.of(phrase(row[1], row[2]))
                : spellings(Meaning.named(row[0], row[1]), list(row[2]));
    }

    private static Term phrase(String written, String meanings) {
        Meaning[] several = list(meanings)
                .map(meaning -> meaning.split(":", 2))
                .map(pair -> Meaning.named(pair[0], pair[1]))
                .toArray(Meaning[]::new);
        return Term.bounded(written, several);
    }

    private static List<Term> spellings(Meaning meaning, Stream<String> aliases) {
        List<Term> terms = new ArrayList<>();
        terms.add(Term.canonical(meaning));
        aliases.forEach(alias -> terms.add(Term.alias(alias, meaning)));
        return terms;
    }

    private static Stream<String> list(String separated) {
        return Stream.of(separated.split(",")).map(String::strip).filter(item -> !item.isEmpty());
    }

    static String text() {
        return text(FACETS) + text(OWN);
    }

    private static String text(ClassPathResource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
