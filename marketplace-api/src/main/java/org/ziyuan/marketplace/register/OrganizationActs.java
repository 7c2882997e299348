package org.ziyuan.marketplace.register;

import io.r2dbc.postgresql.codec.Json;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.register.OrganizationAct.State;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** All acts upon the tree, each seen by those who see the organization it is about or asked for it. */
@Component
public class OrganizationActs {

    /** A planned CREATE is about nothing yet, and is seen by the organization that asked for it. */
    private static final String SEEN = "(%s or a.asked_for = :own or :operator)".formatted(Sight.over("o"));

    private final DatabaseClient database;
    private final JsonMapper json;

    OrganizationActs(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** @throws Refusal {@code organization-act-not-found}, also for one the actor may not see */
    public Mono<OrganizationAct> find(UUID id, Actor actor) {
        return Sight.ORGANIZATIONS
                .bindTo(database.sql(OrganizationAct.COLUMNS + " where a.id = :id and " + SEEN), actor)
                .bind("operator", actor.is(Role.OPERATOR))
                .bind("id", id)
                .map(Rows.as(OrganizationAct.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("organization-act", id)));
    }

    /**
     * The acts the actor may see, the newest first.
     *
     * @param organization only upon this one, null for all
     * @param state only in this state, null for all
     */
    public Mono<Page<OrganizationAct>> list(
            @Nullable UUID organization, @Nullable State state, Sought sought, Actor actor) {
        return sought.bindTo(Sight.ORGANIZATIONS
                        .bindTo(
                                database.sql(OrganizationAct.COLUMNS + " where " + SEEN + """
                                   and (a.organization_id = :organization or cast(:organization as uuid) is null)
                                   and (a.state = :state or cast(:state as text) is null)
                                """
                                        + Sought.newestFirst(
                                                "a.asked_at",
                                                "a.id",
                                                "o.name",
                                                "o.code",
                                                "other.name",
                                                "a.asked_by_name")),
                                actor)
                        .bind("operator", actor.is(Role.OPERATOR))
                        .bind("organization", Parameter.fromOrEmpty(organization, UUID.class))
                        .bind("state", Parameter.fromOrEmpty(state == null ? null : state.name(), String.class)))
                .map(Rows.as(OrganizationAct.class))
                .all()
                .collectList()
                .map(found -> sought.page(found, act -> new Cursor(act.askedAt(), act.id())));
    }

    /** Keeps what is asked for. @return whether it is new: the same id again is the same act */
    Mono<Boolean> insert(UUID id, UUID organization, ActWish wish, Actor actor) {
        return database.sql("""
                        insert into organization_act (id, kind, organization_id, holds_from, wish, reason, asked_for, asked_by,
                               asked_by_name)
                        values (:id, :kind, :organization, :from, :wish, :reason, :own, :person, :name)
                        on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("kind", wish.kind().name())
                .bind("organization", organization)
                .bind("from", wish.holdsFrom())
                .bind("wish", Json.of(json.writeValueAsString(wish)))
                .bind("reason", wish.reason())
                .bind("own", actor.organizationId())
                .bind("person", Parameter.fromOrEmpty(actor.personId(), UUID.class))
                .bind("name", actor.displayName())
                .fetch()
                .rowsUpdated()
                .map(inserted -> inserted > 0);
    }

    /** @param refusal why it could not be done; null when it was or is not wanted any more */
    Mono<Void> end(UUID id, State to, @Nullable Refusal refusal) {
        return database.sql("""
                        update organization_act set state = :state, ended_at = clock_timestamp(), refusal_code = :code,
                               refusal_values = :values
                         where id = :id
                        """)
                .bind("state", to.name())
                .bind("code", Parameter.fromOrEmpty(refusal == null ? null : refusal.code(), String.class))
                .bind(
                        "values",
                        Parameter.fromOrEmpty(
                                refusal == null ? null : Json.of(json.writeValueAsString(refusal.values())),
                                Json.class))
                .bind("id", id)
                .then();
    }

    /** Takes one planned act whose day has come. */
    Mono<Planned> takeDue(LocalDate today) {
        return planned("holds_from <= :today order by holds_from, asked_at limit 1 for update skip locked")
                .bind("today", today)
                .map(this::planned)
                .one();
    }

    /** One that is planned, under its lock. @throws Refusal {@code organization-act-state-forbids} when it is over */
    Mono<Planned> lock(UUID id) {
        return planned("id = :id for update").bind("id", id).map(this::planned).one();
    }

    private DatabaseClient.GenericExecuteSpec planned(String which) {
        return database.sql("""
                        select id, organization_id, wish, asked_for, asked_by, asked_by_name from organization_act
                         where state = :planned and %s
                        """.formatted(which)).bind("planned", State.PLANNED.name());
    }

    private Planned planned(io.r2dbc.spi.Readable row) {
        return new Planned(
                Columns.id(row, "id"),
                Columns.id(row, "organization_id"),
                json.readValue(Columns.read(row, "wish", Json.class).asString(), ActWish.class),
                new Actor(
                        row.get("asked_by", UUID.class),
                        Columns.text(row, "asked_by_name"),
                        Columns.id(row, "asked_for"),
                        "",
                        java.util.Set.of()));
    }

    /** @param asker who asked for it; what he might then do he was asked then */
    record Planned(UUID id, UUID organization, ActWish wish, Actor asker) {}
}
