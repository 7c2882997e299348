package org.ziyuan.marketplace.enrolment;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.enrolment.Checked.Counted;
import org.ziyuan.marketplace.paging.Sought;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of all snapshots, written many at a time. */
@Component
class SiteEnrolments {

    private static final int ROWS_AT_ONCE = 5_000;

    private static final String ROW = """
            select o.code as school_code, e.site_code, e.level, e.pupils, e.boarders, e.visual, e.hearing, e.speech,
                   e.physical, e.intellectual, e.psychiatric, e.multiple, e.grades
              from site_enrolment e join organization o on o.id = e.school_id
            """;

    private static final String FOUND = Sought.found("o.code", "o.name", "e.site_code", "e.level");

    private final DatabaseClient database;

    SiteEnrolments(DatabaseClient database) {
        this.database = database;
    }

    /** Puts these rows in the place of all that the draft had. */
    Mono<Void> replace(UUID snapshot, List<Counted> rows) {
        return database.sql("delete from site_enrolment where snapshot_id = :snapshot")
                .bind("snapshot", snapshot)
                .then()
                .thenMany(Flux.fromIterable(rows).buffer(ROWS_AT_ONCE))
                .concatMap(some -> insert(snapshot, some))
                .then();
    }

    /** All rows of a snapshot that are sought, by school, site and level. */
    Flux<EnrolmentRow> all(UUID snapshot, Sought sought) {
        return sought.bindWords(database.sql(
                        ROW + " where e.snapshot_id = :snapshot " + FOUND + " order by o.code, e.site_code, e.level"))
                .bind("snapshot", snapshot)
                .filter(statement -> statement.fetchSize(ROWS_AT_ONCE))
                .map(SiteEnrolments::row)
                .all();
    }

    /** The rows that follow a place, by school, site and level, narrowed by words of the school and its code. */
    Flux<EnrolmentRow> after(UUID snapshot, EnrolmentRow.Key place, Sought sought, int limit) {
        return sought.bindWords(database.sql(ROW + """
                         where e.snapshot_id = :snapshot and (o.code, e.site_code, e.level) > (:school, :site, :level) %s
                         order by o.code, e.site_code, e.level limit :rows
                        """.formatted(FOUND)))
                .bind("snapshot", snapshot)
                .bind("school", place.school())
                .bind("site", place.site())
                .bind("level", place.level())
                .bind("rows", limit)
                .map(SiteEnrolments::row)
                .all();
    }

    private Mono<Void> insert(UUID snapshot, List<Counted> rows) {
        GenericExecuteSpec insert = database.sql("""
                        insert into site_enrolment (snapshot_id, school_id, site_code, level, pupils, boarders, visual,
                               hearing, speech, physical, intellectual, psychiatric, multiple, grades)
                        select :snapshot, r.school, r.site, r.level, r.pupils, r.boarders, r.visual, r.hearing, r.speech,
                               r.physical, r.intellectual, r.psychiatric, r.multiple, cast(r.grades as int[])
                          from unnest(:schools, :sites, :levels, :pupils, :boarders, :visual, :hearing, :speech, :physical,
                                      :intellectual, :psychiatric, :multiple, :grades)
                            as r (school, site, level, pupils, boarders, visual, hearing, speech, physical, intellectual,
                                  psychiatric, multiple, grades)
                        """)
                .bind("snapshot", snapshot)
                .bind("schools", rows.stream().map(Counted::school).toArray(UUID[]::new))
                .bind("sites", texts(rows.stream().map(row -> row.row().site())))
                .bind("levels", texts(rows.stream().map(row -> row.row().level())))
                .bind("pupils", numbers(rows, EnrolmentRow::pupils))
                .bind("boarders", numbers(rows, EnrolmentRow::boarders))
                // An array of arrays would have to be as long in every row: each is a text that the database reads.
                .bind("grades", texts(rows.stream().map(row -> written(row.row().grades()))));
        for (Disability disability : Disability.values()) {
            insert = insert.bind(disability.column(), numbers(rows, row -> row.of(disability)));
        }
        return insert.then();
    }

    private static String[] texts(Stream<@Nullable String> texts) {
        return texts.toArray(String[]::new);
    }

    private static Integer[] numbers(List<Counted> rows, ToIntFunction<EnrolmentRow> number) {
        return rows.stream().map(row -> number.applyAsInt(row.row())).toArray(Integer[]::new);
    }

    private static @Nullable String written(List<Integer> grades) {
        return grades.isEmpty()
                ? null
                : grades.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static EnrolmentRow row(Readable row) {
        Map<Disability, Integer> disabilities = new EnumMap<>(Disability.class);
        for (Disability disability : Disability.values()) {
            int pupils = number(row, disability.column());
            if (pupils > 0) {
                disabilities.put(disability, pupils);
            }
        }
        return new EnrolmentRow(
                text(row, "school_code"),
                text(row, "site_code"),
                text(row, "level"),
                number(row, "pupils"),
                number(row, "boarders"),
                disabilities,
                grades(row));
    }

    private static List<Integer> grades(Readable row) {
        Integer[] grades = row.get("grades", Integer[].class);
        return grades == null ? List.of() : List.of(grades);
    }
}
