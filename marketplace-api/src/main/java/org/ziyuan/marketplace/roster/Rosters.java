package org.ziyuan.marketplace.roster;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Mono;

/** Rosters as their own schools read them. A name or number is found by the whole of it, because only its digest is kept. */
@Component
public class Rosters {

    private static final String LISTED = """
            select e.id, e.kind, e.class_id, c.name as class_name, e.subject, e.sealed, e.file_id
              from roster_entry e join organization o on o.id = e.school_id left join school_class c on c.id = e.class_id
             where e.left_at is null and %s
               and (cast(:kind as text) is null or e.kind = :kind)
               and (cast(:class as uuid) is null or e.class_id = :class)
               and not exists (select from unnest(:sought, :names, :pupils, :staff) w(word, name, pupil, staff)
                     where not (concat_ws(' ', c.name, e.subject) ilike w.word or e.name_index = w.name
                                or e.person_index in (w.pupil, w.staff) or coalesce(e.child_index = w.pupil, false)))
               and (cast(:after as uuid) is null or (coalesce(c.grade, 99), coalesce(c.name, ''), e.kind, e.id) > (
                     select coalesce(lc.grade, 99), coalesce(lc.name, ''), l.kind, l.id
                       from roster_entry l left join school_class lc on lc.id = l.class_id where l.id = :after))
             order by coalesce(c.grade, 99), coalesce(c.name, ''), e.kind, e.id limit :limit
            """.formatted(Sight.over("o"));

    private static final String CLASSES = """
            select c.id, c.name, c.grade, count(*) filter (where e.kind = 'PUPIL') as pupils,
                   count(distinct e.person_index) filter (where e.kind = 'TEACHER') as teachers
              from school_class c join organization o on o.id = c.school_id
              left join roster_entry e on e.class_id = c.id and e.left_at is null
             where c.over_at is null and %s group by c.id order by coalesce(c.grade, 99), length(c.name), c.name limit 500
            """.formatted(Sight.over("o"));

    private final DatabaseClient database;
    private final SealedPeople people;

    Rosters(DatabaseClient database, SealedPeople people) {
        this.database = database;
        this.people = people;
    }

    /**
     * Who is in which class, class by class. Words find classes and subjects by a part, people by their whole name or number.
     *
     * @param kind null for all
     * @param classId only of this class; null for all
     */
    public Mono<Page<RosterEntry>> list(@Nullable RosterKind kind, @Nullable UUID classId, Sought sought, Actor actor) {
        return Mono.fromCallable(() -> place(sought))
                .flatMap(place -> bindWords(Sight.ROSTERS.bindTo(database.sql(LISTED), actor), sought, actor)
                        .bind("kind", Parameter.fromOrEmpty(kind == null ? null : kind.name(), String.class))
                        .bind("class", Parameter.fromOrEmpty(classId, UUID.class))
                        .bind("after", place)
                        .bind("limit", Page.size(sought.limit()) + 1)
                        .map(this::entry)
                        .all()
                        .collectList())
                .map(rows -> Page.of(rows, Page.size(sought.limit()), RosterEntry::id));
    }

    /** The classes of today, lowest grade first, and how many are in them; a school has fewer than five hundred. */
    public Mono<List<RosterClass>> classes(Actor actor) {
        return Sight.ROSTERS
                .bindTo(database.sql(CLASSES), actor)
                .map(Rows.as(RosterClass.class))
                .all()
                .collectList();
    }

    private GenericExecuteSpec bindWords(GenericExecuteSpec query, Sought sought, Actor actor) {
        List<String> words = sought.words();
        UUID school = actor.organizationId();
        return sought.bindWords(query)
                .bind(
                        "names",
                        words.stream().map(word -> people.name(school, word)).toArray(UUID[]::new))
                .bind("pupils", numbers(RosterKind.PUPIL, words))
                .bind("staff", numbers(RosterKind.TEACHER, words));
    }

    private UUID[] numbers(RosterKind kind, List<String> words) {
        return words.stream()
                .map(word -> people.number(kind, TextField.plain(word).toUpperCase(Locale.ROOT)))
                .toArray(UUID[]::new);
    }

    private static Parameter place(Sought sought) {
        if (sought.isFirst()) {
            return Parameter.empty(UUID.class);
        }
        try {
            return Parameter.from(UUID.fromString(sought.place()));
        } catch (IllegalArgumentException malformed) {
            throw Refusal.malformed("cursor-malformed");
        }
    }

    private RosterEntry entry(Readable row) {
        UUID id = id(row, "id");
        SealedPeople.Names names = people.open(id, read(row, "sealed", byte[].class));
        return new RosterEntry(
                id,
                RosterKind.valueOf(text(row, "kind")),
                names.name(),
                names.number(),
                row.get("class_id", UUID.class),
                row.get("class_name", String.class),
                text(row, "subject"),
                names.childNumber(),
                id(row, "file_id"));
    }
}
