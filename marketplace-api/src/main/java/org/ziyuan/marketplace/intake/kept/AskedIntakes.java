package org.ziyuan.marketplace.intake.kept;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Keeps which files were asked for and are not written yet; outside the transaction that writes them. */
@Component
class AskedIntakes {

    private final DatabaseClient database;

    AskedIntakes(DatabaseClient database) {
        this.database = database;
    }

    /** A file that somebody wanted written. */
    record Asked(
            UUID id,
            UUID person,
            UUID organization,
            @Nullable Integer leaving) {}

    Mono<Void> asks(UUID id, @Nullable Integer leaving, Actor actor) {
        return alone(database.sql("""
                        update intake set asked_by = :person, asked_at = clock_timestamp(), asked_leaving = :leaving
                         where id = :id and organization_id = :own and state = :checked
                        """)
                .bind("person", actor.person())
                .bind("leaving", Parameter.fromOrEmpty(leaving, Integer.class))
                .bind("id", id)
                .bind("own", actor.organizationId())
                .bind("checked", IntakeState.CHECKED.name())
                .then());
    }

    /** Takes the wish back: its person was told why it cannot be, and decides anew. */
    Mono<Void> gaveUp(UUID id) {
        return alone(database.sql("update intake set asked_at = null where id = :id and state = :checked")
                .bind("id", id)
                .bind("checked", IntakeState.CHECKED.name())
                .then());
    }

    /** Finds files that were asked for a while ago and are under no node's lock. */
    Flux<Asked> leftBehind() {
        return database.sql("""
                        select id, asked_by as person, organization_id as organization, asked_leaving as leaving from intake
                         where state = :checked and asked_at < now() - interval '10 seconds'
                         order by asked_at limit 20 for no key update skip locked
                        """)
                .bind("checked", IntakeState.CHECKED.name())
                .map(Rows.as(Asked.class))
                .all();
    }

    private static Mono<Void> alone(Mono<Void> statement) {
        return statement.contextWrite(inside -> Context.empty());
    }
}
