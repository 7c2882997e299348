package org.ziyuan.marketplace.intake.kept;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** What applying a file would do now, which is what was shown of it or nothing at all. */
@Component
class WantedRows {

    private final DatabaseClient database;
    private final IntakeRows rows;
    private final LookThrough lookThrough;

    WantedRows(DatabaseClient database, IntakeRows rows, LookThrough lookThrough) {
        this.database = database;
        this.rows = rows;
        this.lookThrough = lookThrough;
    }

    /** Rows that differ, and what is not mentioned. @throws Refusal {@code intake-changed-meanwhile} */
    <C extends Enum<C> & Heading, R> Mono<Comparison<C, R>> of(IntakeKind<C, R> kind, Intake intake, Actor actor) {
        return database.sql("select standing from intake where id = :id and standing is not null")
                .bind("id", intake.id())
                .mapValue(Long.class)
                .one()
                .flatMap(shown -> kind.standing(actor).map(shown::equals))
                .flatMap(stands -> stands ? asShown(kind, intake) : Mono.error(changed()))
                .switchIfEmpty(Mono.defer(() -> again(kind, intake, actor)));
    }

    private static Refusal changed() {
        return Refusal.conflict("intake-changed-meanwhile");
    }

    private <C extends Enum<C> & Heading, R> Mono<Comparison<C, R>> again(
            IntakeKind<C, R> kind, Intake intake, Actor actor) {
        return rows.written(intake.id(), kind.columns(), false)
                .flatMap(written -> lookThrough.look(kind, written, actor))
                .map(looked -> {
                    if (looked.faults().number() > 0 || !looked.comparison().agreesWith(intake)) {
                        throw changed();
                    }
                    return new Comparison<>(
                            looked.comparison().rows().stream()
                                    .filter(Compared::differs)
                                    .toList(),
                            looked.comparison().unmentioned());
                });
    }

    private <C extends Enum<C> & Heading, R> Mono<Comparison<C, R>> asShown(IntakeKind<C, R> kind, Intake intake) {
        Columns<C> columns = kind.columns();
        return rows.differing(intake.id()).collectList().map(kept -> {
            List<Compared<C, R>> wanted = new ArrayList<>();
            List<Map<C, String>> unmentioned = new ArrayList<>();
            for (IntakeRow row : kept) {
                if (row.outcome() == Compared.Outcome.UNMENTIONED) {
                    unmentioned.add(IntakeRow.named(row.before(), columns));
                } else {
                    wanted.add(compared(kind, row));
                }
            }
            return new Comparison<>(wanted, unmentioned);
        });
    }

    private static <C extends Enum<C> & Heading, R> Compared<C, R> compared(IntakeKind<C, R> kind, IntakeRow row) {
        FileRow<C> written = FileRow.again(kind.columns(), Objects.requireNonNull(row.number()), row.after());
        return new Compared<>(
                new IntakeKind.Read<>(written, Objects.requireNonNull(kind.readAgain(written))),
                row.outcome() == Compared.Outcome.NEW ? null : IntakeRow.named(row.before(), kind.columns()),
                IntakeRow.named(row.after(), kind.columns()));
    }
}
