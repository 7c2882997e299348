package org.ziyuan.marketplace.licensing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** Demand that could not be served; it is counted, so that somebody can buy what is missing. */
@Component
public class Denials {

    private final DatabaseClient database;

    Denials(DatabaseClient database) {
        this.database = database;
    }

    /** @param door {@code claim}, {@code login-initiation} or {@code authorization} */
    public Mono<Void> count(UUID personId, UUID listingId, @Nullable UUID licenceId, GateReason reason, String door) {
        return database.sql("""
                        insert into denial (id, person_id, listing_id, licence_id, reason, door)
                        select :id, :person, l.id, :licence, :reason, :door from listing l where l.id = :listing
                        """)
                .bind("id", Ids.next())
                .bind("person", personId)
                .bind("listing", listingId)
                .bind("licence", Parameter.fromOrEmpty(licenceId, UUID.class))
                .bind("reason", reason.code())
                .bind("door", door)
                .then();
    }
}
