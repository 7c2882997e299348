package org.ziyuan.marketplace.listing;

import static org.ziyuan.marketplace.row.Columns.text;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.ListingState.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Moves a listing along its life cycle, inside the caller's transaction. */
@Component
class ListingMoves {

    private final DatabaseClient database;
    private final AuditLog audit;

    ListingMoves(DatabaseClient database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Locks the row, asks the life cycle and carries the answer. @return the state it is in now */
    Mono<ListingState> move(UUID listing, Event event, Map<String, ?> detail, Actor actor) {
        return lock(listing, actor)
                .flatMap(from -> ListingState.LIFE_CYCLE.next(from, event))
                .flatMap(to -> carry(listing, to)
                        .then(audit.record(
                                actor, "listing." + to.name().toLowerCase(Locale.ROOT), "listing", listing, detail))
                        .thenReturn(to));
    }

    /** The operator may touch any listing, a vendor only the own ones; others' listings do not exist for him. */
    Mono<ListingState> lock(UUID listing, Actor actor) {
        return database.sql("""
                        select state from listing where id = :id and (:operator or vendor_id = :vendor) for update
                        """)
                .bind("id", listing)
                .bind("operator", actor.is(Role.OPERATOR))
                .bind("vendor", actor.organizationId())
                .map(row -> ListingState.valueOf(text(row, "state")))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", listing)));
    }

    private Mono<Void> carry(UUID listing, ListingState to) {
        return database.sql("""
                        update listing set state = :state, row_version = row_version + 1, updated_at = now() where id = :id
                        """).bind("id", listing).bind("state", to.name()).then();
    }
}
