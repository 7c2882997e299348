package org.ziyuan.marketplace.licensing.invariant;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import reactor.core.publisher.Flux;

/** No seat was given, moved or taken away except through an event, and no event was edited since. */
@Component
class SeatEventsHold implements Invariant {

    private final DatabaseClient database;

    SeatEventsHold(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "seat-events";
    }

    @Override
    public Flux<Violation> check() {
        return seats().concatWith(chains());
    }

    private Flux<Violation> seats() {
        return database.sql("""
                        with told as (
                          select seat_id, count(*) as events, min(licence_id::text) as licence_id,
                                 min(person_id::text) as person_id,
                                 min(at) filter (where kind = 'CLAIMED') as assigned_at,
                                 min(at) filter (where kind <> 'CLAIMED') as ended_at,
                                 coalesce(min(kind) filter (where kind <> 'CLAIMED'), 'ASSIGNED') as state
                            from seat_event group by seat_id)
                        select coalesce(s.id, t.seat_id) as id,
                               coalesce(s.state || ' of person ' || s.person_id, 'no such seat') as found,
                               coalesce(t.state || ' of person ' || t.person_id, 'no such seat') as told
                          from seat s full join told t on t.seat_id = s.id
                         where t.seat_id is null or s.id is null or t.events > 2
                            or (s.licence_id::text, s.person_id::text, s.state, s.assigned_at)
                               is distinct from (t.licence_id, t.person_id, t.state, t.assigned_at)
                            or s.ended_at is distinct from t.ended_at
                         order by 1
                        """)
                .map(row -> new Violation(
                        "seat " + row.get("id"),
                        "the row says " + row.get("found") + ", its events say " + row.get("told")))
                .all();
    }

    private Flux<Violation> chains() {
        return database.sql("""
                        with linked as (
                          select e.licence_id, e.seq, e.hash, seat_event_hash(e) as recomputed, e.previous_hash,
                                 lag(e.hash, 1, sha256('')) over chain as expected_previous,
                                 row_number() over chain as expected_seq
                            from seat_event e window chain as (partition by e.licence_id order by e.seq))
                        select licence_id, seq, 'its hash, link or number does not follow from the event before' as why
                          from linked
                         where hash <> recomputed or previous_hash <> expected_previous or seq <> expected_seq
                        union all
                        select p.licence_id, p.event_seq, 'the pool names another last event, or other counters'
                          from seat_pool p
                          left join lateral (
                            select e.seq, e.hash, e.free, e.assigned from seat_event e
                             where e.licence_id = p.licence_id order by e.seq desc limit 1) last on true
                         where (p.event_seq, p.event_head, p.free, p.assigned) is distinct from (
                           coalesce(last.seq, 0), coalesce(last.hash, sha256('')),
                           coalesce(last.free, p.total), coalesce(last.assigned, 0))
                        order by 1, 2
                        """)
                .map(row -> new Violation(
                        "seat_event " + row.get("licence_id") + "/" + row.get("seq"), String.valueOf(row.get("why"))))
                .all();
    }
}
