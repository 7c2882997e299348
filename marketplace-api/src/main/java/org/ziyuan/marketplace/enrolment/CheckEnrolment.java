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
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks at the rows of a count together: no row twice, every school one of the bureau's own. */
@Component
class CheckEnrolment {

    private static final int SCHOOLS_AT_ONCE = 5_000;

    private final DatabaseClient database;
    private final EnrolmentSettings settings;

    CheckEnrolment(DatabaseClient database, EnrolmentSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    Mono<Checked> check(List<Candidate> candidates, String bureauPath) {
        return schools(candidates, bureauPath).map(schools -> judged(candidates, schools));
    }

    private Checked judged(List<Candidate> candidates, Map<String, School> schools) {
        Faults faults = new Faults();
        List<Counted> counted = new ArrayList<>();
        Map<Key, Integer> seen = new HashMap<>();
        for (Candidate candidate : candidates) {
            candidate.faults().forEach(fault -> faults.add(candidate, fault.column(), fault.refusal()));
            EnrolmentRow given = candidate.row();
            if (given == null || !candidate.faults().isEmpty()) {
                continue;
            }
            School school = schools.get(new Identifier(given.school()).key());
            if (school == null) {
                faults.add(
                        candidate,
                        Column.SCHOOL,
                        Refusal.invalid("enrolment-school-unknown")
                                .with(
                                        "school",
                                        Identifier.shown(
                                                candidate.cells().getOrDefault(Column.SCHOOL, given.school()))));
                continue;
            }
            EnrolmentRow row = given.of(school.code());
            Integer first = seen.putIfAbsent(row.key(), candidate.number());
            if (first == null) {
                counted.add(new Counted(school.id(), row));
            } else {
                faults.add(candidate, Column.SCHOOL, repeated(row, first));
            }
        }
        return new Checked(candidates, counted, faults.kept, faults.number);
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

    private final class Faults {
        private final List<RowProblem> kept = new ArrayList<>();
        private int number;

        void add(Candidate candidate, Column column, Refusal refusal) {
            number++;
            if (kept.size() < settings.mostFaults()) {
                kept.add(new RowProblem(candidate.number(), column, refusal));
            }
        }
    }
}
