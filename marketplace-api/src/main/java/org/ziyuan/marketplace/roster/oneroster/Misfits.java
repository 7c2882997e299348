package org.ziyuan.marketplace.roster.oneroster;

import org.ziyuan.marketplace.refusal.Refusal;

/** Says what is wrong with an archive as a whole; none of it quotes a person. */
final class Misfits {

    private Misfits() {}

    static Refusal tooManyRows(int most) {
        return Refusal.invalid("intake-too-many-rows").with("most", most);
    }

    static Refusal inflates(long most) {
        return Refusal.invalid("intake-file-inflates").with("most", most);
    }

    static Refusal unreadable(String file) {
        return Refusal.invalid("oneroster-file-unreadable").with("file", file);
    }

    static Refusal missing(String file) {
        return Refusal.invalid("oneroster-file-missing").with("file", file);
    }

    static Refusal delta(String file) {
        return Refusal.invalid("oneroster-delta").with("file", file);
    }

    static Refusal version(String said) {
        return Refusal.invalid("oneroster-version-unknown").with("value", said);
    }

    static Refusal school(String wanted, String found) {
        return Refusal.invalid("oneroster-school-missing")
                .with("school", wanted)
                .with("found", found);
    }

    static Refusal reference(String file, int row, String column) {
        return Refusal.invalid("oneroster-reference-unknown")
                .with("file", file)
                .with("row", row)
                .with("column", column);
    }
}
