package org.ziyuan.marketplace.licensing.lti.tool;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.licensing.lti.tool.VendorTool.Tried;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All tools of vendors: each vendor sees his own, the operator every one. */
@Component
public class VendorTools implements WorkSource {

    /** The operator's own tools have names that are no ids, and nobody must try to read them as such. */
    private static final String ID = "case when t.vendor_id is not null then cast(t.client_id as uuid) end";

    private static final String VISIBLE = """
            select %1$s as id, t.name, t.vendor_id, o.name as vendor_name, t.state, t.initiate_login_uri,
                   array_to_string(t.redirect_uris, E'\\n') as redirect_lines, t.target_link_uri, t.jwks_url,
                   t.privacy_level, t.reason, t.decided_at, t.registered_at,
                   (select count(*)::int from tool_trial r where r.client_id = t.client_id and r.seen_at is not null) as passed
              from tool_registration t join organization o on o.id = t.vendor_id
             where (:operator or t.vendor_id = :own)
            """.formatted(ID);

    private static final String WORK = """
            select %1$s as id, %1$s as target, '' as number, t.name as about,
                   o.name as who, cast(null as bigint) as amount_in_fen, t.updated_at as since,
                   cast(null as timestamptz) as due_at
              from tool_registration t join organization o on o.id = t.vendor_id
             where t.state = 'WAITING'
               and (select count(*) from tool_trial r where r.client_id = t.client_id and r.seen_at is not null) = 3
            """.formatted(ID);

    private static final UUID NOBODY = new UUID(0, 0);

    private final DatabaseClient database;

    VendorTools(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("tool", Set.of(Role.OPERATOR), WORK));
    }

    /** A page of them, the newest first, narrowed by words of their names. */
    public Mono<Page<VendorTool>> list(Sought sought, Actor actor) {
        return sought.bindTo(visible(actor, Sought.newestFirst("t.registered_at", ID, "t.name", "o.name")))
                .map(Rows.as(VendorTool.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.registeredAt(), row.id())));
    }

    /** Those that were tried to the end and wait for the operator, the longest waiting first, a hundred at most. */
    public Flux<VendorTool> waiting() {
        return database.sql(VISIBLE + " and t.state = 'WAITING' order by t.updated_at limit " + Page.LARGEST)
                .bind("operator", true)
                .bind("own", NOBODY)
                .map(Rows.as(VendorTool.class))
                .all()
                .filter(VendorTool::hasPassed);
    }

    /** One with its trials. @throws Refusal {@code vendor-tool-not-found} also for another vendor's */
    public Mono<Tried> find(UUID id, Actor actor) {
        return Mono.zip(only(id, actor), trials(id)).map(found -> new Tried(found.getT1(), found.getT2()));
    }

    /** The same without its trials. */
    Mono<VendorTool> only(UUID id, Actor actor) {
        return visible(actor, " and t.client_id = cast(:id as text)")
                .bind("id", id)
                .map(Rows.as(VendorTool.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("vendor-tool", id)));
    }

    private Mono<List<Trial>> trials(UUID id) {
        return database.sql("""
                        select role, started_at, asked_at, answered_at, seen_at, failure from tool_trial
                         where client_id = cast(:id as text)
                        """)
                .bind("id", id)
                .map(Rows.as(Trial.class))
                .all()
                .collectMap(Trial::role)
                .map(VendorTools::ofEveryRole);
    }

    private static List<Trial> ofEveryRole(Map<TrialRole, Trial> found) {
        return Stream.of(TrialRole.values())
                .map(role -> found.getOrDefault(role, Trial.none(role)))
                .toList();
    }

    private GenericExecuteSpec visible(Actor actor, String narrower) {
        return database.sql(VISIBLE + narrower)
                .bind("operator", actor.is(Role.OPERATOR))
                .bind("own", actor.organizationId());
    }
}
