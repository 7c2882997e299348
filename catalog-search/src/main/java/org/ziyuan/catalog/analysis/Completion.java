package org.ziyuan.catalog.analysis;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ziyuan.catalog.analysis.english.EnglishWords;

/** Finishes the word that is being typed, from the vocabulary alone: 三年级数 becomes 三年级数学, yuw becomes 语文. */
public final class Completion {

    private final Vocabulary vocabulary;

    public Completion(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** At most {@code limit} ways to go on, the shortest first. */
    public List<String> of(String typed, int limit) {
        String plain = EnglishWords.inChinese(PlainText.of(typed)).strip();
        List<Piece> pieces = Cutter.cut(vocabulary, plain);
        if (pieces.isEmpty()) {
            return List.of();
        }
        Piece last = pieces.get(pieces.size() - 1);
        String head = plain.substring(0, last.from()).strip();
        return PlainText.isHan(last.text().charAt(0))
                ? finish(head, last.text(), limit)
                : Stream.concat(
                                finishLatin(head, last.text().replace(" ", ""), limit).stream(),
                                finishEnglish(head, last.text()))
                        .distinct()
                        .limit(limit)
                        .toList();
    }

    /** One letter begins too many words. */
    private static Stream<String> finishEnglish(String head, String letters) {
        return letters.length() < 2
                ? Stream.empty()
                : EnglishWords.beginningWith(letters).map(word -> head + word);
    }

    private List<String> finishLatin(String head, String letters, int limit) {
        return IntStream.range(0, letters.length())
                .mapToObj(split -> spoken(letters.substring(0, split)).isEmpty() && split > 0
                        ? List.<String>of()
                        : finish(head + written(letters.substring(0, split)), letters.substring(split), limit))
                .filter(finished -> !finished.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** What has been typed in full already, in characters. */
    private String written(String letters) {
        StringBuilder written = new StringBuilder();
        spoken(letters)
                .forEach(part -> written.append(
                        vocabulary.spoken(part).get(0).meanings().get(0).value()));
        return written.toString();
    }

    private List<String> spoken(String letters) {
        return KnownParts.fewest(
                letters, letters.length(), part -> !vocabulary.spoken(part).isEmpty());
    }

    private List<String> finish(String head, String tail, int limit) {
        return vocabulary.terms().stream()
                .filter(term -> term.canonical() && continues(term, tail))
                .sorted(Comparator.comparingInt(term -> term.form().length()))
                .map(term -> head + term.meanings().get(0).value())
                .distinct()
                .limit(limit)
                .toList();
    }

    private boolean continues(Term term, String tail) {
        if (term.form().startsWith(tail)) {
            return true;
        }
        return vocabulary.pinyinOf(term).startsWith(tail)
                || tail.length() > 1 && vocabulary.initialsOf(term).startsWith(tail);
    }
}
