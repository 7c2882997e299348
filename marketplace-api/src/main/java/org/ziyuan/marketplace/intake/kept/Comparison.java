package org.ziyuan.marketplace.intake.kept;

import java.util.List;
import java.util.Map;
import org.ziyuan.marketplace.intake.Heading;

/**
 * The rows of a file beside what there is.
 *
 * @param rows those that could be read, in the order of the file
 * @param unmentioned what there is and the file does not mention, in the words of a file
 */
public record Comparison<C extends Enum<C> & Heading, R>(List<Compared<C, R>> rows, List<Map<C, String>> unmentioned) {

    int count(Compared.Outcome outcome) {
        return (int) rows.stream().filter(row -> row.outcome() == outcome).count();
    }

    /** Says the same of a file as another one does. */
    boolean agreesWith(Intake shown) {
        return count(Compared.Outcome.NEW) == shown.added()
                && count(Compared.Outcome.CHANGED) == shown.changed()
                && count(Compared.Outcome.SAME) == shown.same();
    }
}
