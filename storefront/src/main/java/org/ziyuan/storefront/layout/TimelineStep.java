package org.ziyuan.storefront.layout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step in the life of a document: who did what when, who is to act now and by when, or what comes next.
 *
 * @param phase {@code done}, {@code refused}, {@code current} or {@code next}
 * @param title what happened or will happen, in words
 * @param actor who did it or who is to act
 * @param at when it happened; null while it has not
 * @param dueAt by when it must happen; null when nothing is set
 * @param note a reason or a figure, shown below
 */
public record TimelineStep(
        String phase,
        String title,
        @Nullable String actor,
        @Nullable Instant at,
        @Nullable Instant dueAt,
        @Nullable String note) {

    public static TimelineStep done(String title, String actor, Instant at) {
        return new TimelineStep("done", title, actor, at, null, null);
    }

    public static TimelineStep refused(String title, String actor, Instant at, String reason) {
        return new TimelineStep("refused", title, actor, at, null, reason);
    }

    public static TimelineStep current(String title, String whoActs, @Nullable Instant dueAt) {
        return new TimelineStep("current", title, whoActs, null, dueAt, null);
    }

    public static TimelineStep next(String title, String whoWillAct) {
        return new TimelineStep("next", title, whoWillAct, null, null, null);
    }

    public boolean isCurrent() {
        return phase.equals("current");
    }

    public boolean isNext() {
        return phase.equals("next");
    }

    /** Somebody did it, whatever came of it. */
    public boolean isOver() {
        return !isCurrent() && !isNext();
    }

    /** The same step with a reason or a figure below it. */
    public TimelineStep withNote(String words) {
        return new TimelineStep(phase, title, actor, at, dueAt, words);
    }
}
