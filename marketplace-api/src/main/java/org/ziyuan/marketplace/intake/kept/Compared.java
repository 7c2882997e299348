package org.ziyuan.marketplace.intake.kept;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.intake.kept.IntakeKind.Read;

/**
 * A row beside what there is.
 *
 * @param before what stands there now, in the words of a file; null when it is not there
 * @param after what would stand there
 */
public record Compared<C extends Enum<C> & Heading, R>(
        Read<C, R> read, @Nullable Map<C, String> before, Map<C, String> after) {

    Outcome outcome() {
        if (!read.written().isGood()) {
            return Outcome.FAULTY;
        }
        return before == null ? Outcome.NEW : before.equals(after) ? Outcome.SAME : Outcome.CHANGED;
    }

    /** Whether it has to be written. */
    boolean differs() {
        return outcome() == Outcome.NEW || outcome() == Outcome.CHANGED;
    }

    /** What a row comes to. */
    public enum Outcome {
        NEW,
        CHANGED,
        SAME,
        /** Something is wrong with it. */
        FAULTY,
        /** It is there and the file does not mention it. */
        UNMENTIONED
    }
}
