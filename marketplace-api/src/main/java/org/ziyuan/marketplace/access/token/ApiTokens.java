package org.ziyuan.marketplace.access.token;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** All tokens of an organization, those that have ended too. */
@Component
public class ApiTokens {

    private static final String SHOWN = """
            select t.id, t.name, array_to_string(t.scopes, ' ') as scopes, p.display_name as made_by_name, t.made_at,
                   t.expires_at, t.last_used_at, t.hash is not null as drawn,
                   case when t.revoked_at is not null then 'REVOKED' when t.expires_at <= now() then 'EXPIRED'
                        when not exists (select from acting_capacity c where c.person_id = t.person_id
                                            and c.organization_id = t.organization_id and :role = any (c.roles)) then 'FORMER'
                        else 'GOOD' end as standing
              from api_token t join person p on p.id = t.person_id
             where t.organization_id = :own
            """;

    private final DatabaseClient database;

    ApiTokens(DatabaseClient database) {
        this.database = database;
    }

    /** A page of them, the newest first, narrowed by words of their names and of who made them. */
    public Mono<Page<ApiToken>> list(Sought sought, Actor actor) {
        return sought.bindTo(database.sql(SHOWN + Sought.newestFirst("t.made_at", "t.id", "t.name", "p.display_name"))
                        .bind("role", TokenDoor.OF.name())
                        .bind("own", actor.organizationId()))
                .map(Rows.as(ApiToken.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.madeAt(), row.id())));
    }

    /** One of them. @throws Refusal {@code api-token-not-found} also for another organization's */
    public Mono<ApiToken> find(UUID id, Actor actor) {
        return database.sql(SHOWN + " and t.id = :id")
                .bind("role", TokenDoor.OF.name())
                .bind("own", actor.organizationId())
                .bind("id", id)
                .map(Rows.as(ApiToken.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("api-token", id)));
    }
}
