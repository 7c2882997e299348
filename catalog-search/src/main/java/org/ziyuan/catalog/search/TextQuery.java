package org.ziyuan.catalog.search;

import java.util.ArrayList;
import java.util.List;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.ziyuan.catalog.analysis.Unit;

/** Matches one run of text that the vocabulary does not know: as it is written, as it sounds, or as its initials. */
final class TextQuery {

    /** Three of four pairs of characters: a wrong character costs two pairs. */
    private static final String MOST = "2<75%";

    private static final String SOME = "1<40%";

    private TextQuery() {}

    static Query of(Unit unit, boolean loosely) {
        return unit.chinese() ? chinese(unit, loosely ? SOME : MOST) : latin(unit, loosely ? SOME : MOST);
    }

    private static Query chinese(Unit unit, String atLeast) {
        if (unit.text().length() == 1) {
            return Patterns.every("characters", unit.grams(), 1);
        }
        List<Query> ways = new ArrayList<>();
        ways.add(Patterns.some("grams", unit.grams(), atLeast, 1));
        ways.add(Patterns.some("titleGrams", unit.grams(), atLeast, 2));
        ways.add(Patterns.some("pinyin", unit.pinyin(), atLeast, 0.3f));
        return Patterns.best(ways);
    }

    private static Query latin(Unit unit, String atLeast) {
        List<Query> ways = new ArrayList<>();
        boolean number = Character.isDigit(unit.text().charAt(0));
        ways.add(number ? Patterns.every("grams", unit.grams(), 1) : Patterns.misspelt("grams", unit.text(), 1, 1));
        if (!unit.pinyin().isEmpty()) {
            ways.add(Patterns.some("pinyin", unit.pinyin(), atLeast, 0.8f));
            ways.add(Patterns.some("readings", unit.pinyin(), atLeast, 0.6f));
        }
        if (!number) {
            ways.add(Patterns.misspelt("pinyin", unit.text(), 2, 0.4f));
        }
        if (!unit.initials().isEmpty()) {
            ways.add(Patterns.every("initials", unit.initials(), 0.5f));
        }
        return Patterns.best(ways);
    }
}
