package org.ziyuan.marketplace.intake.kept;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.transaction.Portions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of files that were brought in, written and read many at a time. */
@Component
class IntakeRows {

    private static final int AT_ONCE = 5_000;

    private final DatabaseClient database;
    private final SealedCells sealed;

    IntakeRows(DatabaseClient database, SealedCells sealed) {
        this.database = database;
        this.sealed = sealed;
    }

    /** @param ofPeople whether they are kept sealed */
    Mono<Void> keep(UUID intake, KeptRows rows, boolean ofPeople) {
        int[] before = {0};
        return Portions.write(rows.all(), AT_ONCE, some -> {
            int place = before[0];
            before[0] += some.size();
            return insert(intake, place, some, ofPeople);
        });
    }

    private Mono<Void> insert(UUID intake, int before, List<KeptRows.One> rows, boolean ofPeople) {
        UnaryOperator<@Nullable String> as = cells -> ofPeople ? sealed.seal(cells, intake) : cells;
        return database.sql("""
                        insert into intake_row (intake_id, place, row_number, outcome, cells, before, after)
                        select :intake, :place + r.at, r.row_number, r.outcome, r.cells, r.before, r.after
                          from unnest(:numbers, :outcomes, :cells, :befores, :afters) with ordinality
                               r(row_number, outcome, cells, before, after, at)
                        """)
                .bind("intake", intake)
                .bind("place", before)
                .bind("numbers", rows.stream().map(KeptRows.One::number).toArray(Integer[]::new))
                .bind("outcomes", texts(rows, row -> row.outcome().name()))
                .bind("cells", texts(rows, row -> as.apply(row.cells())))
                .bind("befores", texts(rows, row -> as.apply(row.before())))
                .bind("afters", texts(rows, row -> as.apply(row.after())))
                .then();
    }

    private static @Nullable String[] texts(List<KeptRows.One> rows, Function<KeptRows.One, @Nullable String> of) {
        return rows.stream().map(of).toArray(String[]::new);
    }

    /**
     * The rows of the file as they were written, in its order.
     *
     * @param faulty whether also those that cannot be accepted
     */
    <C extends Enum<C> & Heading> Mono<List<FileRow<C>>> written(UUID intake, Columns<C> columns, boolean faulty) {
        return database.sql("""
                        select row_number, cells from intake_row
                         where intake_id = :intake and row_number is not null and (:faulty or outcome <> 'FAULTY') order by place
                        """)
                .bind("intake", intake)
                .bind("faulty", faulty)
                .filter(statement -> statement.fetchSize(AT_ONCE))
                .map(row -> FileRow.again(columns, number(row, "row_number"), split(row, "cells", intake)))
                .all()
                .collectList();
    }

    /**
     * Those after a place.
     *
     * @param outcome only of this outcome; null for all, what is wrong first to be seen
     */
    Mono<List<IntakeRow>> after(UUID intake, Compared.@Nullable Outcome outcome, int place, int limit) {
        return database.sql("""
                        select place, row_number, outcome, cells, before, after from intake_row
                         where intake_id = :intake and place > :place and (:outcome = '' or outcome = :outcome)
                         order by place limit :limit
                        """)
                .bind("intake", intake)
                .bind("place", place)
                .bind("outcome", outcome == null ? "" : outcome.name())
                .bind("limit", limit)
                .map(row -> row(row, intake))
                .all()
                .collectList();
    }

    /** What differs from what there is, in the order of the file: what is there no more is last. */
    Flux<IntakeRow> differing(UUID intake) {
        return database.sql("""
                        select place, row_number, outcome, cells, before, after from intake_row
                         where intake_id = :intake and outcome in ('NEW', 'CHANGED', 'UNMENTIONED') order by place
                        """)
                .bind("intake", intake)
                .filter(statement -> statement.fetchSize(AT_ONCE))
                .map(row -> row(row, intake))
                .all();
    }

    private List<@Nullable String> split(Readable row, String column, UUID intake) {
        return KeptRows.split(sealed.open(row.get(column, String.class), intake));
    }

    private IntakeRow row(Readable row, UUID intake) {
        return new IntakeRow(
                number(row, "place"),
                row.get("row_number", Integer.class),
                Compared.Outcome.valueOf(text(row, "outcome")),
                split(row, "cells", intake),
                split(row, "before", intake),
                split(row, "after", intake),
                List.of());
    }
}
