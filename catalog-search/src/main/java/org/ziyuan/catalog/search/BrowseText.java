package org.ziyuan.catalog.search;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ziyuan.catalog.analysis.Unit;
import org.ziyuan.catalog.index.KeptTokens;

/**
 * Conditions on what a listing says of itself, by the tokens that PostgreSQL keeps. What {@link TextQuery} asks of the index is
 * asked here of a list, once for all listings and by its index: the tokens of a listing are long, and no row is read for them
 * that they do not find. A listing without tokens yet is compared plainly.
 */
final class BrowseText {

    private static final String SAID = """
            concat_ws(' ', title, subtitle, subject, edition, stage, grade, volume, publisher, vendor_name, summary)""";

    private static final int MOST_TOKENS = 24;

    private final Binds binds;

    BrowseText(Binds binds) {
        this.binds = binds;
    }

    /** A run that the vocabulary does not know: as it is written, as it sounds, as its initials, or with a slip in it. */
    String of(Unit unit, boolean loosely) {
        Stream<String> ways = unit.chinese() ? chinese(unit, loosely) : latin(unit, loosely);
        return found(ways, unit.text());
    }

    /** A word of the vocabulary. */
    String word(String token, String written) {
        return found(Stream.of(all(KeptTokens.words(List.of(token)))), written);
    }

    private Stream<String> chinese(Unit unit, boolean loosely) {
        return unit.text().length() == 1
                ? Stream.of(all(KeptTokens.characters(unit.grams())))
                : Stream.of(
                        some(KeptTokens.grams(unit.grams()), loosely), some(KeptTokens.pinyin(unit.pinyin()), loosely));
    }

    private Stream<String> latin(Unit unit, boolean loosely) {
        List<String> threes = beginning(KeptTokens.slips(unit.text()));
        return Stream.of(
                all(KeptTokens.grams(unit.grams())),
                atLeast(threes, (threes.size() + 1) / 2),
                some(KeptTokens.pinyin(unit.pinyin()), loosely),
                some(KeptTokens.readings(unit.pinyin()), loosely),
                all(KeptTokens.initials(unit.initials())));
    }

    /** Three of four, since a wrong character costs two pairs; loosely two of five. */
    private String some(List<String> all, boolean loosely) {
        List<String> tokens = beginning(all);
        int many = tokens.size();
        int least = loosely ? Math.max(1, many * 2 / 5) : many > 2 ? many * 3 / 4 : many;
        return atLeast(tokens, least);
    }

    private String all(List<String> tokens) {
        return tokens.isEmpty() ? "" : "tokens @> " + binds.of(tokens);
    }

    /** Each is compared with each of a listing's: of a long text its beginning decides. */
    private static List<String> beginning(List<String> tokens) {
        return tokens.subList(0, Math.min(tokens.size(), MOST_TOKENS));
    }

    private String atLeast(List<String> tokens, int least) {
        if (tokens.isEmpty()) {
            return "";
        }
        String asked = binds.of(tokens);
        return "(tokens && %s and (select count(*) from unnest(%s) one where one = any(tokens)) >= %d)"
                .formatted(asked, asked, least);
    }

    private String plainly(String text) {
        String escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return "(unread and %s ilike %s)".formatted(SAID, binds.of("%" + escaped + "%"));
    }

    private String found(Stream<String> ways, String written) {
        String any = ways.filter(way -> !way.isEmpty()).collect(Collectors.joining(" or "));
        String plainly = plainly(written);
        return any.isEmpty()
                ? plainly
                : "(listing_id in (select listing_id from search_words where %s) or %s)".formatted(any, plainly);
    }
}
