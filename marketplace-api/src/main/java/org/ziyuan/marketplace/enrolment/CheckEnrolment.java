package org.ziyuan.marketplace.enrolment;

import static org.ziyuan.marketplace.row.Columns.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.enrolment.Checked.Counted;
import org.ziyuan.marketplace.enrolment.EnrolmentRow.Key;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.IncomingFiles;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at the rows of a count together: no row twice, every school one of the bureau's own. */
@Component
class CheckEnrolment {

    private static final int SCHOOLS_AT_ONCE = 5_000;

    private final DatabaseClient database;
    private final IncomingFiles files;

    CheckEnrolment(DatabaseClient database, IncomingFiles files) {
        this.database = database;
        this.files = files;
    }

    Mono<Checked> check(List<Candidate> candidates, String bureauPath) {
        return schools(candidates, bureauPath).map(schools -> judged(candidates, schools));
    }

    private Checked judged(List<Candidate> candidates, Map<String, School> schools) {
        List<Counted> counted = new ArrayList<>();
        Map<Key, Integer> seen = new HashMap<>();
        for (Candidate candidate : candidates) {
            FileRow<Column> written = candidate.written();
            EnrolmentRow given = candidate.row();
            if (given == null || !written.isGood()) {
                continue;
            }
            School school = schools.get(new Identifier(given.school()).key());
            if (school == null) {
                written.fault(Column.SCHOOL, unknown(written, given));
                continue;
            }
            EnrolmentRow row = given.of(school.code());
            Integer first = seen.putIfAbsent(row.key(), written.number());
            if (first == null) {
                counted.add(new Counted(school.id(), row));
            } else {
                written.fault(Column.SCHOOL, repeated(row, first));
            }
        }
        List<FileRow<Column>> written =
                candidates.stream().map(Candidate::written).toList();
        return new Checked(written, counted, files.faults(Column.ALL, written));
    }

    private static Refusal unknown(FileRow<Column> written, EnrolmentRow given) {
        String school = written.isBlank(Column.SCHOOL) ? given.school() : written.text(Column.SCHOOL);
        return Refusal.invalid("enrolment-school-unknown").with("school", Identifier.shown(school));
    }

    private static Refusal repeated(EnrolmentRow row, int first) {
        return Refusal.invalid("enrolment-row-repeated")
                .with("school", row.school())
                .with("site", row.site())
                .with("level", row.level())
                .with("first", first);
    }

    /** The schools by the keys of their codes; one of another bureau is not told from one that does not exist. */
    private Mono<Map<String, School>> schools(List<Candidate> candidates, String bureauPath) {
        Stream<String> codes = candidates.stream()
                .map(Candidate::row)
                .filter(Objects::nonNull)
                .map(row -> new Identifier(row.school()).key())
                .distinct();
        return Flux.fromStream(codes)
                .buffer(SCHOOLS_AT_ONCE)
                .concatMap(some -> database.sql("""
                                select identifier_key(code) as key, code, id from organization
                                 where identifier_key(code) = any (:codes) and kind = 'school'
                                   and (path = :bureau or starts_with(path, :bureau || '.'))
                                """)
                        .bind("codes", some.toArray(String[]::new))
                        .bind("bureau", bureauPath)
                        .map(row -> Map.entry(
                                text(row, "key"), Rows.as(School.class).apply(row)))
                        .all())
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private record School(UUID id, String code) {}
}
