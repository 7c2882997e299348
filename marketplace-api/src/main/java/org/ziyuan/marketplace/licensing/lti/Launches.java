package org.ziyuan.marketplace.licensing.lti;

import static org.ziyuan.marketplace.row.Columns.id;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.licensing.GateDecision;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** Everything that was ever opened; rows are added and never changed. */
@Component
class Launches {

    private final DatabaseClient database;

    Launches(DatabaseClient database) {
        this.database = database;
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
