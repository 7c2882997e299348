package org.ziyuan.marketplace.licensing;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * The rights an organization has bought. Every method runs inside the caller's money transaction, after the ledger's
 * part of it: it locks the licences of an order in the order of their ids, then their seat pools, then the audit chain.
 */
@Component
public class Licences {

    private final DatabaseClient database;
    private final Outbox outbox;
    private final AuditLog audit;

    Licences(DatabaseClient database, Outbox outbox, AuditLog audit) {
        this.database = database;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** Writes down a pending licence with its free seats; the same licence again changes nothing. */
    public Mono<Void> prepare(NewLicence wanted) {
        Mono<Void> licence = database.sql("""
                        insert into licence (id, order_id, order_line_id, listing_id, listing_version, offer_id, holder_id,
                                             budget_line_id, model, seats_total, term_months)
                        values (:id, :order, :line, :listing, :version, :offer, :holder,
                                :budgetLine, :model, :seats, :months) on conflict (id) do nothing
                        """)
                .bind("id", wanted.licenceId())
                .bind("order", wanted.orderId())
                .bind("line", wanted.orderLineId())
                .bind("listing", wanted.listingId())
                .bind("version", wanted.listingVersion())
                .bind("offer", wanted.offerId())
                .bind("holder", wanted.holderId())
                .bind("budgetLine", wanted.budgetLineId())
                .bind("model", wanted.model().column())
                .bind("seats", Parameter.fromOrEmpty(wanted.seats(), Integer.class))
                .bind("months", Parameter.fromOrEmpty(wanted.termMonths(), Integer.class))
                .then();
        Mono<Void> pool = database.sql("""
                        insert into seat_pool (licence_id, total, free)
                        select id, seats_total, seats_total from licence where id = :id and seats_total is not null
                        on conflict (licence_id) do nothing
                        """).bind("id", wanted.licenceId()).then();
        return licence.then(pool);
    }

    /**
     * Puts the licences of an order into force from now on, up to the end of the last day of their term. Those in force
     * already stay as they are.
     */
    public Mono<Void> activateForOrder(UUID orderId, Actor by) {
        return eachOf(
                orderId, licence -> licence.state() == LicenceState.ACTIVE ? Mono.empty() : activate(licence, by));
    }

    /** Ends the licences of an order and every seat of theirs; those that have ended already stay as they are. */
    public Mono<Void> revokeForOrder(UUID orderId, Actor by) {
        return eachOf(orderId, licence -> licence.state().hasEnded() ? Mono.empty() : revoke(licence, by));
    }

    private Mono<Void> activate(Locked licence, Actor by) {
        return LicenceState.LIFE_CYCLE
                .next(licence.state(), LicenceState.Event.CONFIRM)
                .flatMap(to -> database.sql("""
                                update licence set state = :state, row_version = row_version + 1, valid_from = now(),
                                       valid_until = end_of_term(now(), term_months)
                                 where id = :id
                                """)
                        .bind("state", to.name())
                        .bind("id", licence.id())
                        .then())
                .then(tell("LicenceActivated", "licence.activated", licence, by));
    }

    private Mono<Void> revoke(Locked licence, Actor by) {
        return LicenceState.LIFE_CYCLE
                .next(licence.state(), LicenceState.Event.REVOKE)
                .flatMap(to -> database.sql("""
                                update licence set state = :state, row_version = row_version + 1 where id = :id
                                """)
                        .bind("state", to.name())
                        .bind("id", licence.id())
                        .then())
                .then(database.sql("select end_seats(:id, null, :state, :actor)")
                        .bind("id", licence.id())
                        .bind(
                                "state",
                                SeatState.LIFE_CYCLE.to(SeatState.Event.REVOKE).name())
                        .bind("actor", Parameter.fromOrEmpty(by.personId(), UUID.class))
                        .then())
                .then(tell("LicenceRevoked", "licence.revoked", licence, by));
    }

    private Mono<Void> tell(String fact, String action, Locked licence, Actor by) {
        Map<String, String> detail = Map.of(
                "holderId", licence.holderId().toString(),
                "listingId", licence.listingId().toString());
        return outbox.publish(Ids.derived(fact, licence.id()), fact, "licence", licence.id(), detail)
                .then(audit.record(by, action, "licence", licence.id(), detail));
    }

    private Mono<Void> eachOf(UUID orderId, Function<Locked, Mono<Void>> act) {
        return database.sql("""
                        select id, state, holder_id, listing_id from licence where order_id = :order order by id for update
                        """)
                .bind("order", orderId)
                .map(Rows.as(Locked.class))
                .all()
                .collectList()
                .flatMapIterable(locked -> locked)
                .concatMap(act)
                .then();
    }

    /** A licence under a row lock. */
    private record Locked(UUID id, LicenceState state, UUID holderId, UUID listingId) {}
}
