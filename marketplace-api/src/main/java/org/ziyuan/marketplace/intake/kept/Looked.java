package org.ziyuan.marketplace.intake.kept;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.intake.Faults;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.Heading;

/** All rows of a file as they were judged. */
record Looked<C extends Enum<C> & Heading, R>(List<FileRow<C>> rows, Comparison<C, R> comparison, Faults<C> faults) {

    /**
     * The rows as they are kept: those of the file in its order, then what it does not mention.
     *
     * @param mostUnmentioned how many of the latter at most
     */
    KeptRows kept(int mostUnmentioned) {
        Map<Integer, Compared<C, R>> compared = new HashMap<>();
        comparison.rows().forEach(row -> compared.put(row.read().written().number(), row));
        KeptRows kept = new KeptRows();
        for (FileRow<C> row : rows) {
            Compared<C, R> found = compared.get(row.number());
            kept.add(
                    row.number(),
                    found == null ? Compared.Outcome.FAULTY : found.outcome(),
                    row.cells(),
                    found == null ? null : cells(found.before()),
                    found == null ? null : cells(found.after()));
        }
        comparison.unmentioned().stream()
                .limit(mostUnmentioned)
                .forEach(there -> kept.add(null, Compared.Outcome.UNMENTIONED, null, cells(there), null));
        return kept;
    }

    /** Of a file without faults what applying it writes, and no row that stays as it is. */
    KeptRows toWrite() {
        KeptRows kept = new KeptRows();
        for (Compared<C, R> row : comparison.rows()) {
            if (row.differs()) {
                kept.add(row.read().written().number(), row.outcome(), null, cells(row.before()), cells(row.after()));
            }
        }
        comparison
                .unmentioned()
                .forEach(there -> kept.add(null, Compared.Outcome.UNMENTIONED, null, cells(there), null));
        return kept;
    }

    boolean writesSomething() {
        return comparison.rows().stream().anyMatch(Compared::differs);
    }

    private @Nullable List<@Nullable String> cells(@Nullable Map<C, String> texts) {
        return texts == null ? null : faults.columns().cells(texts);
    }
}
