package org.ziyuan.marketplace.roster;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.intake.kept.IntakeKind.Progress;
import org.ziyuan.marketplace.roster.StandingRoster.Entry;
import org.ziyuan.marketplace.roster.StandingRoster.Standing;
import org.ziyuan.marketplace.roster.written.RosterRow;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.Portions;
import reactor.core.publisher.Mono;

/** Writes a school's roster by thousands, in the transaction of what causes it, and tells what changed. */
@Component
class WriteRoster {

    private static final int AT_ONCE = 5_000;

    private final DatabaseClient database;
    private final StandingRoster standing;
    private final RosterRows rows;
    private final RosterNews news;

    WriteRoster(DatabaseClient database, StandingRoster standing, RosterRows rows, RosterNews news) {
        this.database = database;
        this.standing = standing;
        this.rows = rows;
        this.news = news;
    }

    /** Notes what the rows that follow come from; whatever was compared with the roster before does not hold any more. */
    Mono<Void> begin(RosterCause cause, Actor actor) {
        return database.sql("""
                        with source as (update roster_source set version = version + 1 where school_id = :school
                                        returning school_year)
                        insert into roster_file (id, school_id, kind, file_name, file_hash, school_year, came, changed, went,
                               written_by, written_by_name)
                        select :id, :school, :kind, :name, :hash, school_year, :came, :changed, :went, :person, :personName
                          from source
                        """)
                .bind("school", actor.organizationId())
                .bind("id", cause.id())
                .bind("kind", cause.kind().name())
                .bind("name", Parameter.fromOrEmpty(cause.fileName(), String.class))
                .bind(
                        "hash",
                        Parameter.fromOrEmpty(
                                cause.fileHash() == null ? null : HexFormat.of().parseHex(cause.fileHash()),
                                byte[].class))
                .bind("came", cause.came())
                .bind("changed", cause.changed())
                .bind("went", cause.went())
                .bind("person", actor.person())
                .bind("personName", actor.displayName())
                .then();
    }

    /** Writes rows as they say, who comes back included. */
    Mono<Void> put(List<RosterRow> wanted, UUID cause, Actor actor, Progress progress) {
        if (wanted.isEmpty()) {
            return Mono.empty();
        }
        UUID school = actor.organizationId();
        return standing.of(school)
                .flatMap(there -> classes(wanted, there, cause, school).flatMap(with -> {
                    Sorted sorted = Sorted.of(wanted, with);
                    int[] done = {0};
                    return Portions.write(
                                    sorted.entered(),
                                    AT_ONCE,
                                    some -> rows.insert(some, with, cause, school)
                                            .then(Mono.defer(() -> told(done, some.size(), progress))))
                            .then(Portions.write(
                                    sorted.changed(),
                                    AT_ONCE,
                                    some -> rows.change(some, with, cause, school)
                                            .then(Mono.defer(() -> told(done, some.size(), progress)))))
                            .then(news.tell(cause, school, sorted.entering(), sorted.moving(), List.of()));
                }));
    }

    /** Lets people leave and closes the classes that are empty then. */
    Mono<Void> putOut(List<RosterRow> gone, UUID cause, Actor actor) {
        UUID school = actor.organizationId();
        Mono<Void> left = gone.isEmpty()
                ? Mono.empty()
                : standing.of(school).flatMap(there -> {
                    List<UUID> ids = gone.stream()
                            .map(there::here)
                            .filter(entry -> entry != null)
                            .map(Entry::id)
                            .toList();
                    return rows.leave(ids, cause).then(news.tell(cause, school, List.of(), List.of(), ids));
                });
        return left.then(rows.closeEmpty(school, cause));
    }

    private Mono<Standing> classes(List<RosterRow> wanted, Standing there, UUID cause, UUID school) {
        return rows.openClasses(wanted, there, cause, school)
                .then(Mono.defer(() -> standing.classes(school)))
                .map(classes -> new Standing(there.school(), there.schoolYear(), classes, there.entries()));
    }

    private static Mono<Void> told(int[] done, int more, Progress progress) {
        done[0] += more;
        return progress.written(done[0]);
    }

    /** Rows by whether they are new or known; who is known may have left. */
    private record Sorted(List<Entry> entered, List<Entry> changed) {

        static Sorted of(List<RosterRow> wanted, Standing there) {
            Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>());
            for (RosterRow row : wanted) {
                Entry known = there.entries().get(row.key());
                if (known == null) {
                    sorted.entered.add(new Entry(Ids.next(), row, false));
                } else {
                    sorted.changed.add(new Entry(known.id(), row, known.gone()));
                }
            }
            return sorted;
        }

        List<UUID> entering() {
            return Stream.concat(entered.stream(), changed.stream().filter(Entry::gone))
                    .map(Entry::id)
                    .toList();
        }

        List<UUID> moving() {
            return changed.stream()
                    .filter(entry -> !entry.gone())
                    .map(Entry::id)
                    .toList();
        }
    }
}
