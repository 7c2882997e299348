package org.ziyuan.marketplace.intake.kept;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.Heading;
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

    /** What a row says by itself. Null where it cannot be read; what is wrong with it is noted in it. */
    @Nullable
    R read(FileRow<C> row);

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
