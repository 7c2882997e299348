package org.ziyuan.marketplace.intake.kept;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.intake.OtherForm;
import reactor.core.publisher.Mono;

/**
 * One kind of file that comes in. A feature declares its columns, how a row is read, how the rows stand beside what there
 * is, and how they are written; everything else is the same for every file: reading it, its bounds, its faults, the
 * difference that is kept and shown, all or nothing.
 *
 * @param <C> the columns
 * @param <R> what one row says
 */
public interface IntakeKind<C extends Enum<C> & Heading, R> {

    /** The word for it in addresses and in the messages {@code intake.kind.<name>}. */
    String name();

    Columns<C> columns();

    /** Who may bring such files in, each for his own organization and what lies below. */
    Role[] writers();

    /** Another form in which such files come to this actor; nothing where there is none. */
    default Mono<OtherForm<C>> otherForm(Actor actor) {
        return Mono.empty();
    }

    /** Whether rows with a fault are left out and the rest is written. A tree with a hole would be another tree. */
    default boolean skipsFaulty() {
        return false;
    }

    /** What a row says by itself. Null where it cannot be read; what is wrong with it is noted in it. */
    @Nullable
    R read(FileRow<C> row);

    /** The same of a row that was read and judged before and was kept as it would stand. */
    default @Nullable R readAgain(FileRow<C> row) {
        return read(row);
    }

    /**
     * Puts the rows beside what there is. What is wrong among them (one thing twice, a parent that is nowhere) is noted in
     * the rows it is wrong in. It is asked once for the difference that is shown, and again in the transaction that writes.
     *
     * @param rows those that could be read
     */
    Mono<Comparison<C, R>> compare(List<Read<C, R>> rows, Actor actor);

    /**
     * Takes the locks under which the rows are compared and written, in the transaction that writes. Nothing to do where
     * the table itself refuses what two files at once would contradict.
     */
    default Mono<Void> lock(Actor actor) {
        return Mono.empty();
    }

    /**
     * A number that grows with whatever the rows are compared with, told under the lock. Where there is one, a file is applied
     * as it was compared as long as the number stands, and its unchanged rows are not kept. Nothing: it is compared again.
     */
    default Mono<Long> standing(Actor actor) {
        return Mono.empty();
    }

    /** Whether a file is the whole truth, so that what it does not mention goes. */
    default boolean isWhole() {
        return false;
    }

    /** How many people a file puts out, where that is so many that somebody must say the number; else 0. */
    default int leaving(Comparison<C, R> comparison) {
        return 0;
    }

    /** Takes away what a file does not mention. */
    default Mono<Void> putOut(List<Map<C, String>> unmentioned, Intake intake, Actor actor) {
        return Mono.empty();
    }

    /**
     * Writes what is new and what is changed, in the transaction under way. No row has a fault.
     *
     * @param progress is told how many rows are written so far
     */
    Mono<Void> write(List<Compared<C, R>> rows, Intake intake, Actor actor, Progress progress);

    /** A row that could be read. */
    record Read<C extends Enum<C> & Heading, R>(FileRow<C> written, R row) {}

    /** Takes the number of rows that are written so far. */
    interface Progress {
        Mono<Void> written(int rows);
    }
}
