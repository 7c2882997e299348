package org.ziyuan.marketplace.licensing;

import static org.ziyuan.marketplace.row.Columns.id;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The holder's purchaser gives named seats to people and takes them back; each time the audit log says so. */
@Component
public class AssignSeats {

    private static final Role[] STEWARDS = Role.bureausAnd(Role.PURCHASER);

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final HeldLicences licences;
    private final Seats seats;
    private final AuditLog audit;

    AssignSeats(
            DatabaseClient database,
            MoneyTransactions transactions,
            HeldLicences licences,
            Seats seats,
            AuditLog audit) {
        this.database = database;
        this.transactions = transactions;
        this.licences = licences;
        this.seats = seats;
        this.audit = audit;
    }

    /** Who buys for an organization also hands out what was bought; in a bureau that is its officials. */
    public static Role[] stewards() {
        return STEWARDS.clone();
    }

    /** Whether the actor hands out the seats of this licence, and it has seats to hand out. */
    public boolean mayHandOut(HeldLicence licence, Actor actor) {
        return licence.seatsTotal() != null && isSteward(licence, actor);
    }

    /**
     * Seats a person; under the same seat id again it is the same seat.
     *
     * <p>Refuses with {@code licence-not-found}, {@code role-required}, {@code seats-of-another-holder}; with
     * {@code person-not-found} whoever the licence does not reach, existing or not; with {@code seat-already-held},
     * {@code seats-not-counted}, {@code seats-none-free} and, for a licence that is not in force, with why it is not.
     */
    public Mono<Seat> assign(UUID licenceId, UUID personId, UUID seatId, Actor steward) {
        return handedOutBy(steward, licenceId)
                .flatMap(licence -> transactions.execute(seats.give(seatId, licenceId, personId, steward.person())
                        .switchIfEmpty(Mono.error(() -> Refusal.notFound("person", personId)))
                        .flatMap(taken -> seated(licence, personId, seatId, taken, steward))));
    }

    /** Takes a seat back; a seat that has ended already stays as it is. Refusals as above and {@code seat-not-found}. */
    public Mono<Void> takeBack(UUID licenceId, UUID seatId, Actor steward) {
        return handedOutBy(steward, licenceId)
                .flatMap(licence -> transactions.execute(end(licenceId, seatId, steward)))
                .then();
    }

    /** The licence, if its seats are this actor's to hand out. */
    Mono<HeldLicence> handedOutBy(Actor steward, UUID licenceId) {
        return licences.find(licenceId, steward).doOnNext(licence -> {
            steward.require(STEWARDS);
            if (!isSteward(licence, steward)) {
                throw Refusal.forbidden("seats-of-another-holder").with("holder", licence.holderName());
            }
        });
    }

    private static boolean isSteward(HeldLicence licence, Actor actor) {
        return actor.isAnyOf(STEWARDS) && licence.holderId().equals(actor.organizationId());
    }

    private Mono<Seat> seated(HeldLicence licence, UUID personId, UUID seatId, Seats.Taken taken, Actor steward) {
        UUID licenceId = licence.id();
        return switch (taken.outcome()) {
            case "claimed" ->
                tell("seat.assigned", licenceId, seatId, personId, steward).thenReturn(taken.seat(licenceId));
            case "held" ->
                seatId.equals(taken.seatId())
                        ? Mono.just(taken.seat(licenceId))
                        : Mono.error(Refusal.conflict("seat-already-held"));
            case "not-needed" -> Mono.error(Refusal.conflict("seats-not-counted"));
            case "exhausted" ->
                Mono.error(Refusal.conflict("seats-none-free")
                        .with("total", Objects.requireNonNull(licence.seatsTotal())));
            default ->
                seats.whyNot(licenceId, taken).flatMap(reason -> Mono.error(() -> Refusal.conflict(reason.code())));
        };
    }

    private Mono<Boolean> end(UUID licenceId, UUID seatId, Actor steward) {
        return database.sql(
                        "select person_id, state = 'ASSIGNED' as live from seat where id = :seat and licence_id = :licence")
                .bind("seat", seatId)
                .bind("licence", licenceId)
                .map(row -> new Occupied(id(row, "person_id"), Boolean.TRUE.equals(row.get("live", Boolean.class))))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("seat", seatId)))
                .filter(Occupied::live)
                .flatMap(occupied -> vacate(licenceId, occupied.person(), steward)
                        .filter(ended -> ended > 0)
                        .flatMap(ended -> tell("seat.taken-back", licenceId, seatId, occupied.person(), steward)
                                .thenReturn(true)));
    }

    private Mono<Integer> vacate(UUID licenceId, UUID personId, Actor steward) {
        return database.sql("select end_seats(:licence, :person, :state, :actor)")
                .bind("licence", licenceId)
                .bind("person", personId)
                .bind("state", SeatState.LIFE_CYCLE.to(SeatState.Event.REVOKE).name())
                .bind("actor", steward.person())
                .mapValue(Integer.class)
                .one();
    }

    private Mono<Void> tell(String action, UUID licenceId, UUID seatId, UUID personId, Actor steward) {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("seatId", seatId.toString());
        detail.put("personId", personId.toString());
        return audit.record(steward, action, "licence", licenceId, detail);
    }

    private record Occupied(UUID person, boolean live) {}
}
