package org.ziyuan.marketplace.roster;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes what the step into another school year does to classes and those in them. */
@Component
class RolloverRows {

    private final DatabaseClient database;
    private final RosterNews news;

    RolloverRows(DatabaseClient database, RosterNews news) {
        this.database = database;
        this.news = news;
    }

    /** Classes leave with everybody in them, and parents who have no child here any more. */
    Mono<Void> leave(List<UUID> classes, UUID school, UUID cause) {
        return database.sql("""
                        with over as (update school_class set over_at = now(), over_by = :cause where id = any (:classes)),
                             pupils as (update roster_entry set left_at = now(), left_by = :cause
                               where class_id = any (:classes) and left_at is null returning id, kind, person_index),
                             parents as (update roster_entry a set left_at = now(), left_by = :cause from pupils p
                               where a.school_id = :school and a.kind = 'PARENT' and a.left_at is null
                                 and p.kind = 'PUPIL' and a.child_index = p.person_index returning a.id)
                        select id from pupils union all select id from parents
                        """)
                .bind("cause", cause)
                .bind("classes", classes.toArray(UUID[]::new))
                .bind("school", school)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMap(left -> news.tell(cause, school, List.of(), List.of(), left));
    }

    /** Who left by a rollover is back, in the classes that were closed by it. */
    Mono<Void> returning(UUID rollover, UUID school, UUID cause) {
        return database.sql("""
                        with open as (update school_class set over_at = null, over_by = null where over_by = :rollover)
                        update roster_entry set left_at = null, left_by = null, file_id = :cause where left_by = :rollover
                        returning id
                        """)
                .bind("rollover", rollover)
                .bind("cause", cause)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMap(back -> news.tell(cause, school, back, List.of(), List.of()));
    }

    /** Calls classes otherwise. */
    Mono<Void> rename(List<RosterClass> classes) {
        return classes.isEmpty()
                ? Mono.empty()
                : database.sql("""
                                update school_class c set name = n.name, grade = n.grade
                                  from unnest(:ids, :names, :grades) n(id, name, grade) where c.id = n.id
                                """)
                        .bind("ids", classes.stream().map(RosterClass::id).toArray(UUID[]::new))
                        .bind("names", classes.stream().map(RosterClass::name).toArray(String[]::new))
                        .bind("grades", classes.stream().map(RosterClass::grade).toArray(Integer[]::new))
                        .then();
    }
}
