package org.ziyuan.catalog.analysis;

import java.util.List;

/**
 * A way to write something the vocabulary knows.
 *
 * @param form how it is written, compact
 * @param meanings what it stands for: one thing, or several as in 七下
 * @param canonical whether this is the first spelling of its value; only those are looked up by initials
 * @param bounded whether it counts only at the beginning of a word: 一下 is a term in 数学一下 but not in 统一下载
 */
record Term(String form, List<Meaning> meanings, boolean canonical, boolean bounded) {

    static Term canonical(Meaning meaning) {
        return new Term(meaning.token(), List.of(meaning), true, false);
    }

    static Term alias(String written, Meaning... meanings) {
        return new Term(PlainText.compact(written), List.of(meanings), false, false);
    }

    static Term bounded(String written, Meaning... meanings) {
        return new Term(PlainText.compact(written), List.of(meanings), false, true);
    }
}
