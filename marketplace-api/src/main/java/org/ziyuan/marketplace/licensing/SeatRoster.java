package org.ziyuan.marketplace.licensing;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.people.HeldWork;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who holds the seats of a licence, and who could be given one. Only for whoever hands them out: it names people. */
@Component
public class SeatRoster {

    /** How many candidates are named; whoever shows as many says that there may be more. */
    public static final int CANDIDATES = 20;

    private static final int LONGEST = 40;

    private final DatabaseClient database;
    private final AssignSeats assignSeats;

    /** Seats that a person holds go back to their pool with his last role there. */
    @Bean
    static HeldWork heldSeats() {
        return new HeldWork(
                "seats", HeldWork.NONE, "select count(*) from seat where person_id = :person and state = 'ASSIGNED'");
    }

    SeatRoster(DatabaseClient database, AssignSeats assignSeats) {
        this.database = database;
        this.assignSeats = assignSeats;
    }

    /**
     * A seat that somebody holds.
     *
     * @param givenBy who gave it; null when the person claimed it
     */
    public record Seated(
            UUID seatId,
            UUID personId,
            String name,
            String login,
            @Nullable String places,
            List<Role> roles,
            OffsetDateTime since,
            @Nullable String givenBy) {}

    /** Somebody whom the licence reaches and who has no seat. */
    public record Candidate(
            UUID personId,
            String name,
            String login,
            @Nullable String places,
            List<Role> roles) {}

    /** A page of the seats that are held, the newest first. Refusals as {@link AssignSeats#assign} has them. */
    public Mono<Page<Seated>> seated(UUID licenceId, Sought sought, Actor steward) {
        return assignSeats
                .handedOutBy(steward, licenceId)
                .then(Mono.defer(() -> sought.bindTo(database.sql(
                                        """
                        select s.id, s.person_id, p.display_name, p.login, places_of(p.id, now()) as places, s.assigned_at,
                               (select name_and_place(giver.id, giver.display_name, e.at) from seat_event e join person giver on giver.id = e.actor_id
                                 where e.seat_id = s.id and e.kind = 'CLAIMED' and e.actor_id <> s.person_id) as given_by,
                               array(select distinct r.role
                                       from role_assignment r join organization o on o.id = r.organization_id
                                      where r.person_id = p.id and (o.id = h.id or starts_with(o.path, h.path || '.'))
                                    ) as roles
                          from seat s
                          join person p on p.id = s.person_id
                          join licence l on l.id = s.licence_id
                          join organization h on h.id = l.holder_id
                         where s.licence_id = :licence and s.state = 'ASSIGNED'
                        """ + Sought.newestFirst("s.assigned_at", "s.id", "p.display_name", "p.login"))
                                .bind("licence", licenceId))
                        .map(SeatRoster::seated)
                        .all()
                        .collectList()
                        .map(rows -> sought.page(rows, last -> new Cursor(last.since(), last.seatId())))));
    }

    /**
     * The first few people who could be seated, by login.
     *
     * @param words a part of the name or the beginning of the login; empty for the first of all
     */
    public Flux<Candidate> unseated(UUID licenceId, String words, Actor steward) {
        String wanted = words.strip();
        return assignSeats
                .handedOutBy(steward, licenceId)
                .flatMapMany(licence -> database.sql("""
                        select p.id, p.display_name, p.login, places_of(p.id, now()) as places, array_agg(distinct r.role) as roles
                          from organization h
                          join organization o on o.id = h.id or starts_with(o.path, h.path || '.')
                          join role_assignment r on r.organization_id = o.id and r.role not in ('PARENT', 'AUDITOR')
                          join person p on p.id = r.person_id
                         where h.id = :holder
                           and (strpos(p.display_name, :words) > 0 or starts_with(p.login, lower(:words)))
                           and not exists (select from seat s where s.licence_id = :licence and s.person_id = p.id
                                              and s.state = 'ASSIGNED')
                           and exists (select from organizations_reaching(p.id) reaching
                                        where reaching.organization_id = h.id)
                         group by p.id order by p.login limit :limit
                        """)
                        .bind("holder", licence.holderId())
                        .bind("licence", licenceId)
                        .bind("words", wanted.substring(0, Math.min(wanted.length(), LONGEST)))
                        .bind("limit", CANDIDATES)
                        .map(SeatRoster::candidate)
                        .all());
    }

    private static Seated seated(Readable row) {
        return new Seated(
                id(row, "id"),
                id(row, "person_id"),
                text(row, "display_name"),
                text(row, "login"),
                row.get("places", String.class),
                roles(row),
                time(row, "assigned_at"),
                row.get("given_by", String.class));
    }

    private static Candidate candidate(Readable row) {
        return new Candidate(
                id(row, "id"),
                text(row, "display_name"),
                text(row, "login"),
                row.get("places", String.class),
                roles(row));
    }

    private static List<Role> roles(Readable row) {
        return Arrays.stream(read(row, "roles", String[].class))
                .map(Role::valueOf)
                .sorted()
                .toList();
    }
}
