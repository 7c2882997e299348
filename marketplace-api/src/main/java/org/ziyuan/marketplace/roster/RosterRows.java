package org.ziyuan.marketplace.roster;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.roster.StandingRoster.Entry;
import org.ziyuan.marketplace.roster.StandingRoster.SchoolClass;
import org.ziyuan.marketplace.roster.StandingRoster.Standing;
import org.ziyuan.marketplace.roster.written.RosterRow;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** Writes the rows of rosters, sealed. */
@Component
class RosterRows {

    private static final String ROWS = """
            unnest(:ids, :kinds, :classes, :subjects, :people, :names, :children, :sealed)
              r(id, kind, class_id, subject, person_index, name_index, child_index, sealed)
            """;

    private final DatabaseClient database;
    private final SealedPeople people;

    RosterRows(DatabaseClient database, SealedPeople people) {
        this.database = database;
        this.people = people;
    }

    Mono<Void> insert(List<Entry> entries, Standing there, UUID cause, UUID school) {
        return bound("""
                        insert into roster_entry (id, school_id, kind, class_id, subject, person_index, name_index,
                               child_index, sealed, sealed_with, file_id)
                        select r.id, :school, r.kind, r.class_id, r.subject, r.person_index, r.name_index, r.child_index,
                               decode(r.sealed, 'base64'), :key, :cause from %s
                        """.formatted(ROWS), entries, there, cause, school).then();
    }

    Mono<Void> change(List<Entry> entries, Standing there, UUID cause, UUID school) {
        return bound("""
                        update roster_entry e
                           set kind = r.kind, class_id = r.class_id, subject = r.subject, person_index = r.person_index,
                               name_index = r.name_index, child_index = r.child_index, sealed = decode(r.sealed, 'base64'),
                               sealed_with = :key, file_id = :cause, left_at = null, left_by = null
                          from %s where e.id = r.id and e.school_id = :school
                        """.formatted(ROWS), entries, there, cause, school).then();
    }

    private GenericExecuteSpec bound(String sql, List<Entry> entries, Standing there, UUID cause, UUID school) {
        return database.sql(sql)
                .bind("school", school)
                .bind("cause", cause)
                .bind("key", people.keyName())
                .bind("ids", ids(entries, Entry::id))
                .bind("kinds", texts(entries, entry -> entry.row().kind().name()))
                .bind("classes", ids(entries, entry -> classOf(entry.row(), there)))
                .bind("subjects", texts(entries, entry -> entry.row().subject()))
                .bind("people", ids(entries, entry -> people.person(school, entry.row())))
                .bind(
                        "names",
                        ids(entries, entry -> people.name(school, entry.row().name())))
                .bind("children", ids(entries, entry -> childOf(entry.row())))
                .bind(
                        "sealed",
                        texts(
                                entries,
                                entry -> Base64.getEncoder().encodeToString(people.seal(entry.id(), entry.row()))));
    }

    private static @Nullable UUID classOf(RosterRow row, Standing there) {
        return row.className().isEmpty()
                ? null
                : Objects.requireNonNull(there.classes().get(row.className())).id();
    }

    private @Nullable UUID childOf(RosterRow row) {
        return row.kind() == RosterKind.PARENT ? people.number(RosterKind.PUPIL, row.childNumber()) : null;
    }

    Mono<Void> leave(List<UUID> entries, UUID cause) {
        return database.sql("update roster_entry set left_at = now(), left_by = :cause where id = any (:ids)")
                .bind("cause", cause)
                .bind("ids", entries.toArray(UUID[]::new))
                .then();
    }

    /** Opens the classes that rows name, and writes the grade of one that had another. */
    Mono<Void> openClasses(List<RosterRow> wanted, Standing there, UUID cause, UUID school) {
        Map<String, @Nullable Integer> named = new LinkedHashMap<>();
        wanted.stream()
                .filter(row -> !row.className().isEmpty())
                .forEach(row -> named.put(row.className(), row.grade()));
        List<SchoolClass> classes = named.entrySet().stream()
                .filter(one -> {
                    SchoolClass known = there.classes().get(one.getKey());
                    return known == null
                            || one.getValue() != null && !one.getValue().equals(known.grade());
                })
                .map(one ->
                        new SchoolClass(Ids.derived("school-class", cause, one.getKey()), one.getKey(), one.getValue()))
                .toList();
        return classes.isEmpty()
                ? Mono.empty()
                : database.sql("""
                                insert into school_class (id, school_id, name, grade, file_id)
                                select c.id, :school, c.name, c.grade, :cause from unnest(:ids, :names, :grades) c(id, name, grade)
                                on conflict (school_id, name) where over_at is null do update set grade = excluded.grade
                                """)
                        .bind("school", school)
                        .bind("cause", cause)
                        .bind("ids", ids(classes, SchoolClass::id))
                        .bind("names", texts(classes, SchoolClass::name))
                        .bind("grades", classes.stream().map(SchoolClass::grade).toArray(Integer[]::new))
                        .then();
    }

    Mono<Void> closeEmpty(UUID school, UUID cause) {
        return database.sql("""
                        update school_class c set over_at = now(), over_by = :cause where c.school_id = :school and c.over_at is null
                           and not exists (select from roster_entry e where e.class_id = c.id and e.left_at is null)
                        """).bind("school", school).bind("cause", cause).then();
    }

    private static <T> @Nullable UUID[] ids(List<T> all, Function<T, @Nullable UUID> of) {
        return all.stream().map(of).toArray(UUID[]::new);
    }

    private static <T> String[] texts(List<T> all, Function<T, String> of) {
        return all.stream().map(of).toArray(String[]::new);
    }
}
