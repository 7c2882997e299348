package org.ziyuan.marketplace.roster;

import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.roster.written.RosterRow;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** Reads the roster of a school as it stands. */
@Component
class StandingRoster {

    private static final int FETCHED = 5_000;
    private static final int FIRST_MONTH = 8;

    private final DatabaseClient database;
    private final SealedPeople people;
    private final Clock clock;

    StandingRoster(DatabaseClient database, SealedPeople people, Clock clock) {
        this.database = database;
        this.people = people;
        this.clock = clock;
    }

    /** Takes the lock of the roster, which begins with the first one who asks for it. */
    Mono<Void> lock(UUID school) {
        return database.sql("""
                        insert into roster_source (school_id, school_year) values (:school, :year)
                        on conflict (school_id) do update set school_id = excluded.school_id
                        """).bind("school", school).bind("year", thisYear()).then();
    }

    /** How often it was written. */
    Mono<Long> version(UUID school) {
        return database.sql("select coalesce((select version from roster_source where school_id = :school), 0)")
                .bind("school", school)
                .mapValue(Long.class)
                .one();
    }

    /** The school, its classes and everybody, also who left and can come back. */
    Mono<Standing> of(UUID school) {
        return organization(school)
                .zipWith(year(school))
                .flatMap(both -> classes(school)
                        .zipWith(
                                entries(school),
                                (classes, entries) -> new Standing(both.getT1(), both.getT2(), classes, entries)));
    }

    Mono<Organization> organization(UUID school) {
        return database.sql("select * from organization where id = :school")
                .bind("school", school)
                .map(Rows.as(Organization.class))
                .one();
    }

    /** The school year of the roster, by the year in which it begins; without a roster that of today. */
    Mono<Integer> year(UUID school) {
        return database.sql("select school_year from roster_source where school_id = :school")
                .bind("school", school)
                .mapValue(Integer.class)
                .one()
                .defaultIfEmpty(thisYear());
    }

    /** From August on everybody prepares the year that begins on 1 September. */
    int thisYear() {
        LocalDate today = LocalDate.now(clock);
        return today.getMonthValue() >= FIRST_MONTH ? today.getYear() : today.getYear() - 1;
    }

    Mono<Map<String, SchoolClass>> classes(UUID school) {
        return database.sql("select id, name, grade from school_class where school_id = :school and over_at is null")
                .bind("school", school)
                .map(Rows.as(SchoolClass.class))
                .all()
                .collectMap(SchoolClass::name);
    }

    private Mono<Map<String, Entry>> entries(UUID school) {
        return database.sql("""
                        select e.id, e.kind, coalesce(c.name, '') as class_name, c.grade, e.subject, e.sealed,
                               e.left_at is not null as gone
                          from roster_entry e left join school_class c on c.id = e.class_id where e.school_id = :school
                        """)
                .bind("school", school)
                .filter(statement -> statement.fetchSize(FETCHED))
                .map(this::entry)
                .all()
                .collect(HashMap::new, (all, entry) -> all.merge(entry.row().key(), entry, Entry::present));
    }

    private Entry entry(Readable row) {
        UUID id = id(row, "id");
        SealedPeople.Names names = people.open(id, read(row, "sealed", byte[].class));
        return new Entry(
                id,
                new RosterRow(
                        RosterKind.valueOf(text(row, "kind")),
                        names.name(),
                        names.number(),
                        names.idNumber(),
                        text(row, "class_name"),
                        row.get("grade", Integer.class),
                        text(row, "subject"),
                        names.childNumber()),
                flag(row, "gone"));
    }

    /** A class of today. */
    record SchoolClass(UUID id, String name, @Nullable Integer grade) {}

    /**
     * Somebody who stands in the roster.
     *
     * @param gone whether he left
     */
    record Entry(UUID id, RosterRow row, boolean gone) {

        /** Of two classes of one name in two years, the one of today. */
        static Entry present(Entry one, Entry other) {
            return one.gone() ? other : one;
        }
    }

    /**
     * A roster at one moment.
     *
     * @param classes by their names
     * @param entries by what they are about
     */
    record Standing(Organization school, int schoolYear, Map<String, SchoolClass> classes, Map<String, Entry> entries) {

        @Nullable
        Entry here(RosterRow row) {
            Entry found = entries.get(row.key());
            return found == null || found.gone() ? null : found;
        }
    }
}
