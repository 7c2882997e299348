package org.ziyuan.marketplace.licensing.lti;

import static org.ziyuan.marketplace.row.Columns.id;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.GateDecision;
import org.ziyuan.marketplace.licensing.HeldLicences;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Everything that was ever opened; rows are added and never changed. */
@Component
class Launches {

    private static final int MOST_SHOWN = 200;

    private final DatabaseClient database;
    private final HeldLicences licences;

    Launches(DatabaseClient database, HeldLicences licences) {
        this.database = database;
        this.licences = licences;
    }

    /** The latest launches under a licence that the actor may look at. Refusal: {@code licence-not-found}. */
    public Flux<Launch> under(UUID licenceId, Actor actor) {
        return licences.find(licenceId, actor)
                .thenMany(database.sql("""
                        select l.*, t.name as tool_name from launch l join tool_registration t on t.client_id = l.client_id
                         where l.licence_id = :licence order by l.at desc, l.id limit :limit
                        """)
                        .bind("licence", licenceId)
                        .bind("limit", MOST_SHOWN)
                        .map(Rows.as(Launch.class))
                        .all());
    }

    /** Inside the caller's transaction, beside the taking of the seat. */
    Mono<UUID> record(PendingLogin login, GateDecision entered, UUID licence) {
        UUID id = Ids.next();
        return database.sql("""
                        insert into launch (id, person_id, licence_id, seat_id, listing_id, client_id, deployment_id)
                        values (:id, :person, :licence, :seat, :listing, :client, :deployment)
                        """)
                .bind("id", id)
                .bind("person", login.personId())
                .bind("licence", licence)
                .bind("seat", Parameter.fromOrEmpty(entered.seatId(), UUID.class))
                .bind("listing", login.listingId())
                .bind("client", login.clientId())
                .bind("deployment", login.deploymentId())
                .then()
                .thenReturn(id);
    }
}
