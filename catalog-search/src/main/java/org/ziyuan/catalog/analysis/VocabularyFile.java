package org.ziyuan.catalog.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/** Reads the words that searches have beside the terms of the facets. The file says in its first lines how it is written. */
final class VocabularyFile {

    private static final String ORDINARY = "ordinary |";
    private static final ClassPathResource OWN = new ClassPathResource("vocabulary.txt", VocabularyFile.class);

    private VocabularyFile() {}

    /** The terms of the facets first. */
    static List<Term> terms(List<Spelled> facets) {
        List<Term> terms = new ArrayList<>();
        facets.forEach(
                term -> terms.addAll(spellings(Meaning.named(term.dimension(), term.value()), term.others().stream())));
        text().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(ORDINARY))
                .map(VocabularyFile::columns)
                .forEach(row -> terms.addAll(terms(row)));
        return terms;
    }

    private static String[] columns(String line) {
        String[] row = line.split("\\s*\\|\\s*", -1);
        if (row.length != 3) {
            throw new IllegalStateException("not three columns: " + line);
        }
        return row;
    }

    static List<String> ordinaryWords() {
        return text().lines()
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
        try {
            return OWN.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
