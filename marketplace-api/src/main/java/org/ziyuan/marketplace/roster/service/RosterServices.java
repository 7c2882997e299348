package org.ziyuan.marketplace.roster.service;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import reactor.core.publisher.Mono;

/** All services of rosters, one an organization at most; a school without its own uses that of the bureau nearest above. */
@Component
public class RosterServices {

    private static final String ALL = """
            select s.organization_id, o.name as organization_name, s.version, s.base_url, s.token_url, s.client_id,
                   name_and_place(s.written_by, s.written_by_name, s.written_at) as written_by_name, s.written_at
              from roster_service s join organization o on o.id = s.organization_id
            """;

    private final DatabaseClient database;
    private final ColumnEncryption encryption;

    RosterServices(DatabaseClient database, ColumnEncryption encryption) {
        this.database = database;
        this.encryption = encryption;
    }

    /** That of the actor's own organization, empty where it has none. @throws Refusal {@code roster-service-not-found} for others */
    public Mono<RosterService> own(UUID organization, Actor actor) {
        return Mono.just(organization)
                .filter(actor.organizationId()::equals)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("roster-service", organization)))
                .flatMap(own -> database.sql(ALL + " where s.organization_id = :own")
                        .bind("own", own)
                        .map(Rows.as(RosterService.class))
                        .one()
                        .defaultIfEmpty(RosterService.none(own)));
    }

    /** The one by which the actor's school is read; empty where neither it nor a bureau above has one. */
    public Mono<RosterService> nearest(Actor actor) {
        return database.sql(ALL + """
                          join organization mine on mine.id = :own and (mine.id = o.id or starts_with(mine.path, o.path || '.'))
                         order by length(o.path) desc limit 1
                        """)
                .bind("own", actor.organizationId())
                .map(Rows.as(RosterService.class))
                .one();
    }

    /** Locks the organization, so that its service stays as it is until the transaction ends, also where there is none yet. */
    Mono<Void> lock(UUID organization) {
        return database.sql("select id from organization where id = :organization for no key update")
                .bind("organization", organization)
                .then();
    }

    Mono<String> secret(RosterService service) {
        return database.sql("select sealed_secret from roster_service where organization_id = :organization")
                .bind("organization", service.organizationId())
                .map(row -> new String(
                        encryption.decrypt(
                                Columns.read(row, "sealed_secret", byte[].class), sealedFor(service.organizationId())),
                        StandardCharsets.UTF_8))
                .one();
    }

    static String sealedFor(UUID organization) {
        return "roster service " + organization;
    }
}
