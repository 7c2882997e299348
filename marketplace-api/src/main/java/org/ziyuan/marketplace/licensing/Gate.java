package org.ziyuan.marketplace.licensing;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one gate: every door asks it whether this person may open this resource now. */
@Component
public class Gate {

    private static final int LICENCES_TRIED = 3;

    private final DatabaseClient database;
    private final Seats seats;

    Gate(DatabaseClient database, Seats seats) {
        this.database = database;
        this.seats = seats;
    }

    /** The answer at this moment; nothing is taken. A refusal is an answer here, not an error. */
    public Mono<GateDecision> mayUse(UUID personId, UUID listingId) {
        return database.sql("""
                        select l.id as licence_id, l.state, l.model, l.valid_from, l.valid_until, p.free, s.id as seat_id,
                               s.id is null and seat_was_taken_back(l.id, :person) as taken_back, now() as at
                          from licence l
                          left join seat_pool p on p.licence_id = l.id
                          left join seat s on s.licence_id = l.id and s.person_id = :person and s.state = 'ASSIGNED'
                         where l.listing_id = :listing
                           and l.holder_id in (select organization_id from organizations_reaching(:person))
                         order by l.id
                        """)
                .bind("person", personId)
                .bind("listing", listingId)
                .map(LicenceStanding::of)
                .all()
                .collectList()
                .flatMap(standings -> LicenceStanding.best(standings)
                        .map(best -> Mono.just(best.decision()))
                        .orElseGet(() -> withoutLicence(personId)));
    }

    /**
     * Goes through the gate inside the caller's money transaction. A seat is taken where one is needed, and a licence
     * that is being revoked at this moment refuses. A refusal is an answer here too; the caller rolls back.
     */
    public Mono<GateDecision> enter(UUID personId, UUID listingId) {
        return enter(personId, listingId, LICENCES_TRIED);
    }

    private Mono<GateDecision> enter(UUID personId, UUID listingId, int attemptsLeft) {
        return mayUse(personId, listingId).flatMap(decision -> {
            if (!decision.allows() || decision.licenceId() == null) {
                return Mono.just(decision);
            }
            return seats.take(decision.licenceId(), personId, personId)
                    .flatMap(taken -> taken.inForce()
                            ? Mono.just(new GateDecision(decision.reason(), decision.licenceId(), taken.seatId()))
                            : overtaken(personId, listingId, attemptsLeft));
        });
    }

    /** Somebody else took the last seat, or the licence ended, between the look and the taking. */
    private Mono<GateDecision> overtaken(UUID personId, UUID listingId, int attemptsLeft) {
        return attemptsLeft > 1
                ? enter(personId, listingId, attemptsLeft - 1)
                : Mono.just(new GateDecision(GateReason.SEATS_EXHAUSTED, null, null));
    }

    private Mono<GateDecision> withoutLicence(UUID personId) {
        return database.sql("select exists (select from organizations_reaching(:person)) as member")
                .bind("person", personId)
                .mapValue(Boolean.class)
                .one()
                .map(member -> member ? GateReason.NO_LICENCE : GateReason.NOT_A_MEMBER)
                .map(reason -> new GateDecision(reason, null, null));
    }
}
