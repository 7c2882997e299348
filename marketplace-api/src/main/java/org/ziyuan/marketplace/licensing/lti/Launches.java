package org.ziyuan.marketplace.licensing.lti;

import static org.ziyuan.marketplace.row.Columns.id;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.licensing.GateDecision;
import org.ziyuan.marketplace.licensing.lti.PendingLogins.PendingLogin;
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
        return record(login.listingId(), entered, licence, login.personId(), login.clientId(), login.deploymentId());
    }

    /** The same without a tool: by the address of its vendor. */
    Mono<UUID> record(UUID listing, GateDecision entered, UUID licence, UUID person) {
        return record(listing, entered, licence, person, null, null);
    }

    private Mono<UUID> record(
            UUID listing,
            GateDecision entered,
            UUID licence,
            UUID person,
            @Nullable String client,
            @Nullable String deployment) {
        UUID id = Ids.next();
        return database.sql("""
                        insert into launch (id, person_id, licence_id, seat_id, listing_id, client_id, deployment_id)
                        values (:id, :person, :licence, :seat, :listing, :client, :deployment)
                        """)
                .bind("id", id)
                .bind("person", person)
                .bind("licence", licence)
                .bind("seat", Parameter.fromOrEmpty(entered.seatId(), UUID.class))
                .bind("listing", listing)
                .bind("client", Parameter.fromOrEmpty(client, String.class))
                .bind("deployment", Parameter.fromOrEmpty(deployment, String.class))
                .then()
                .thenReturn(id);
    }
}
