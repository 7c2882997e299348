package org.ziyuan.catalog.analysis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/** Reads {@code vocabulary.txt}; its own first lines say how it is written. */
final class VocabularyFile {

    private static final String ORDINARY = "ordinary |";

    private VocabularyFile() {}

    static List<Term> terms() {
        List<Term> terms = new ArrayList<>();
        text().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(ORDINARY))
                .forEach(line -> terms.addAll(terms(line.split("\\|", -1))));
        return terms;
    }

    static List<String> ordinaryWords() {
        return text().lines()
                .filter(line -> line.startsWith(ORDINARY))
                .flatMap(line -> list(line.substring(ORDINARY.length())))
                .toList();
    }

    private static List<Term> terms(String[] columns) {
        if (columns.length != 3) {
            throw new IllegalStateException("not three columns: " + String.join("|", columns));
        }
        String kind = columns[0].strip();
        String value = columns[1].strip();
        return kind.equals(">") ? List.of(phrase(value, columns[2])) : spellings(kind, value, columns[2]);
    }

    private static Term phrase(String written, String meanings) {
        Meaning[] several = list(meanings)
                .map(meaning -> meaning.split(":", 2))
                .map(pair -> Meaning.named(pair[0], pair[1]))
                .toArray(Meaning[]::new);
        return Term.bounded(written, several);
    }

    private static List<Term> spellings(String kind, String value, String aliases) {
        Meaning meaning = Meaning.named(kind, value);
        List<Term> terms = new ArrayList<>();
        terms.add(Term.canonical(meaning));
        list(aliases).forEach(alias -> terms.add(Term.alias(alias, meaning)));
        return terms;
    }

    private static Stream<String> list(String separated) {
        return Stream.of(separated.split(",")).map(String::strip).filter(item -> !item.isEmpty());
    }

    static String text() {
        try {
            return new ClassPathResource("vocabulary.txt", VocabularyFile.class)
                    .getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
