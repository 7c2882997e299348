package org.ziyuan.marketplace.licensing;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The seats of licences: each belongs to one person until it is given back or taken back. */
@Component
public class Seats {

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final Denials denials;

    Seats(DatabaseClient database, MoneyTransactions transactions, Denials denials) {
        this.database = database;
        this.transactions = transactions;
        this.denials = denials;
    }

    /**
     * Takes a seat for the actor, or finds the one already held. Refusals: {@code licence-not-found} also for a licence
     * that does not reach the person; {@code seat-taken-back}, {@code seats-exhausted}, {@code licence-expired}, {@code licence-suspended} and
     * their like for one that does; those are counted as demand.
     */
    public Mono<Seat> claim(UUID licenceId, Actor actor) {
        UUID person = actor.person();
        return transactions
                .execute(take(licenceId, person, person))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("licence", licenceId)))
                .flatMap(taken ->
                        taken.inForce() ? Mono.just(taken.seat(licenceId)) : refused(licenceId, person, taken));
    }

    /** Gives the actor's own seat back; without a live seat nothing happens. Refusal: {@code licence-not-found}. */
    public Mono<Void> giveBack(UUID licenceId, Actor actor) {
        return transactions
                .execute(database.sql("""
                                with mine as materialized (
                                  select l.id from licence l
                                   where l.id = :licence
                                     and (l.holder_id in (select organization_id from organizations_reaching(:person))
                                       or exists (select from seat s where s.licence_id = l.id and s.person_id = :person)))
                                select end_seats(mine.id, :person, :state, :person) as ended from mine
                                """)
                        .bind("licence", licenceId)
                        .bind("person", actor.person())
                        .bind(
                                "state",
                                SeatState.LIFE_CYCLE.to(SeatState.Event.RETURN).name())
                        .mapValue(Integer.class)
                        .one())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("licence", licenceId)))
                .then();
    }

    /**
     * One statement inside the caller's transaction; empty when the licence does not reach the person. What the holder took
     * back nobody takes for himself again.
     */
    Mono<Taken> take(UUID licenceId, UUID person, UUID actor) {
        return seat(Ids.next(), licenceId, person, actor, false);
    }

    /** The holder gives the person a seat, under a chosen id, so that a repeated command finds the seat it made. */
    Mono<Taken> give(UUID seatId, UUID licenceId, UUID person, UUID actor) {
        return seat(seatId, licenceId, person, actor, true);
    }

    private Mono<Taken> seat(UUID seatId, UUID licenceId, UUID person, UUID actor, boolean given) {
        return database.sql("""
                        with mine as materialized (
                          select l.id from licence l
                           where l.id = :licence
                             and l.holder_id in (select organization_id from organizations_reaching(:person)))
                        select c.outcome, c.seat_id from mine cross join lateral claim_seat(
                          mine.id, :seat, :person, :actor, :given) c
                        """)
                .bind("licence", licenceId)
                .bind("person", person)
                .bind("seat", seatId)
                .bind("actor", actor)
                .bind("given", given)
                .map(Taken::of)
                .one();
    }

    /** Why nothing was taken, as the licence stands now. */
    Mono<GateReason> whyNot(UUID licenceId, Taken taken) {
        return standing(licenceId, taken).map(Refused::reason);
    }

    private Mono<Refused> standing(UUID licenceId, Taken taken) {
        return database.sql("""
                        select l.id as licence_id, l.listing_id, l.state, l.model, l.valid_from, l.valid_until,
                               p.free, null::uuid as seat_id, false as taken_back, now() as at
                          from licence l left join seat_pool p on p.licence_id = l.id where l.id = :licence
                        """)
                .bind("licence", licenceId)
                .map(row -> new Refused(
                        id(row, "listing_id"),
                        taken.reasonOr(LicenceStanding.of(row).reason())))
                .one();
    }

    private Mono<Seat> refused(UUID licenceId, UUID person, Taken taken) {
        return standing(licenceId, taken)
                .flatMap(refused -> denials.count(person, refused.listingId(), licenceId, refused.reason(), "claim")
                        .then(Mono.error(() -> Refusal.conflict(refused.reason().code()))));
    }

    private record Refused(UUID listingId, GateReason reason) {}

    /** What the database answered: claimed, held, not-needed, taken-back, exhausted or not-in-force. */
    record Taken(String outcome, @Nullable UUID seatId) {

        static Taken of(Readable row) {
            return new Taken(text(row, "outcome"), row.get("seat_id", UUID.class));
        }

        boolean inForce() {
            return !outcome.equals("exhausted") && !outcome.equals("taken-back") && !outcome.equals("not-in-force");
        }

        Seat seat(UUID licenceId) {
            return new Seat(licenceId, seatId, outcome.equals("claimed"));
        }

        /** The statement's own word where it said one; a seat given back a moment later does not change it. */
        GateReason reasonOr(GateReason now) {
            if (outcome.equals("taken-back")) {
                return GateReason.SEAT_TAKEN_BACK;
            }
            return outcome.equals("exhausted") || now.allows() ? GateReason.SEATS_EXHAUSTED : now;
        }
    }
}
