package org.ziyuan.marketplace.roster;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** What changed the roster of a school, and when. */
@Component
public class RosterChanges {

    private static final String CHANGES = """
            select f.id, f.kind, f.file_name, f.school_year, f.came, f.changed, f.went,
                   name_and_place(f.written_by, f.written_by_name, f.written_at) as written_by_name, f.written_at,
                   f.undone_by is not null as undone,
                   f.kind <> 'UNDO' and f.undone_by is null and f.written_at > now() - interval '30 days'
                     and not exists (select from roster_file l where l.school_id = f.school_id and l.kind <> 'UNDO'
                           and l.undone_by is null and (l.written_at, l.id) > (f.written_at, f.id)) as undoable
              from roster_file f join organization o on o.id = f.school_id where
            """ + Sight.over("o");

    private final DatabaseClient database;
    private final StandingRoster standing;

    RosterChanges(DatabaseClient database, StandingRoster standing) {
        this.database = database;
        this.standing = standing;
    }

    /** The roster of the actor's own school. @throws Refusal {@code roster-not-found} for any other one */
    public Mono<Roster> roster(UUID school, Actor actor) {
        return Mono.just(school)
                .filter(actor.organizationId()::equals)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("roster", school)))
                .flatMap(own -> standing.year(own)
                        .zipWith(standing.version(own), (year, version) -> new Roster(own, year, version)));
    }

    /** Its changes, the newest first. */
    public Mono<Page<RosterChange>> list(Sought sought, Actor actor) {
        return sought.bindTo(Sight.ROSTERS.bindTo(
                        database.sql(CHANGES
                                + Sought.newestFirst("f.written_at", "f.id", "f.file_name", "f.written_by_name")),
                        actor))
                .map(Rows.as(RosterChange.class))
                .all()
                .collectList()
                .map(found -> sought.page(found, one -> new Cursor(one.writtenAt(), one.id())));
    }

    /** @throws Refusal {@code roster-file-not-found}, also for one of another school */
    Mono<RosterChange> find(UUID id, Actor actor) {
        return Sight.ROSTERS
                .bindTo(database.sql(CHANGES + " and f.id = :id").bind("id", id), actor)
                .map(Rows.as(RosterChange.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("roster-file", id)));
    }
}
