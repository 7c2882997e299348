package org.ziyuan.catalog.index;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.ziyuan.catalog.analysis.Tokens;

/** Names the tokens of a listing as PostgreSQL keeps them: one list, in which each says by its first letter what it is. */
public final class KeptTokens {

    /** A longer run of Latin letters is no word, and no index takes it. */
    private static final int LONGEST = 64;

    private static final int SHORTEST_SLIP = 4;

    private KeptTokens() {}

    static Set<String> of(Tokens tokens, Collection<String> words) {
        Set<String> kept = new LinkedHashSet<>(words(words));
        kept.addAll(grams(tokens.grams()));
        kept.addAll(characters(tokens.characters()));
        kept.addAll(pinyin(tokens.pinyin()));
        kept.addAll(readings(tokens.readings()));
        kept.addAll(initials(tokens.initials()));
        tokens.grams().forEach(gram -> kept.addAll(slips(gram)));
        return kept;
    }

    public static List<String> words(Collection<String> words) {
        return named("w", words);
    }

    public static List<String> grams(Collection<String> grams) {
        return named("g", grams);
    }

    public static List<String> characters(Collection<String> characters) {
        return named("c", characters);
    }

    public static List<String> pinyin(Collection<String> pinyin) {
        return named("p", pinyin);
    }

    public static List<String> readings(Collection<String> readings) {
        return named("r", readings);
    }

    public static List<String> initials(Collection<String> initials) {
        return named("i", initials);
    }

    /** Threes of letters, of which a word with a slip in it keeps more than half; none of what is short or no Latin word. */
    public static List<String> slips(String word) {
        boolean latin = word.chars().allMatch(letter -> letter < 256 && Character.isLetter(letter));
        if (!latin || word.length() < SHORTEST_SLIP || word.length() > LONGEST) {
            return List.of();
        }
        Set<String> threes = new LinkedHashSet<>();
        String begun = "^" + word;
        for (int at = 0; at + 3 <= begun.length(); at++) {
            threes.add(begun.substring(at, at + 3));
        }
        return named("s", threes);
    }

    private static List<String> named(String kind, Collection<String> tokens) {
        return tokens.stream()
                .filter(token -> token.length() <= LONGEST)
                .map(token -> kind + ":" + token)
                .toList();
    }
}
