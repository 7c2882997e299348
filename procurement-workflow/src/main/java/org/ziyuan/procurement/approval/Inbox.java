package org.ziyuan.procurement.approval;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;
import reactor.core.publisher.Mono;

/** What waits for a person's decision, by the organization and the roles he acts in. */
@Component
public class Inbox implements WorkSource {

    private static final String OPEN = """
            select t.id as task_id, t.requisition_id, t.activity_id as activity, t.role, t.created_at, t.due_at,
                   coalesce(t.due_at < now(), false) as overdue,
                   r.row_version as requisition_version, r.number, r.purpose, r.total_in_fen,
                   (select name_and_place(id, display_name, r.created_at) from person where id = r.requester_id) as requester_name,
                   (select name from organization where id = r.vendor_id) as vendor_name,
                   (select count(*)::int from requisition_line l
                     where l.requisition_id = r.id and l.cheaper_offer is not null) as dearer_lines,
                   case when r.requester_id = :person then 'own-requisition'
                        when exists (select from approval a where a.requisition_id = r.id
                                       and a.person_id = :person) then 'decided-before' end as hindrance
              from approval_task t
              join requisition r on r.id = t.requisition_id
             where t.organization_id = :own and t.role = any(:roles) and t.state = 'OPEN'
            """;

    private static final String WORK = """
            select task_id as id, task_id as target, number, purpose as about, requester_name as who,
                   total_in_fen as amount_in_fen, created_at as since, due_at
              from (%s) open where hindrance is null
            """.formatted(OPEN);

    private final DatabaseClient database;

    Inbox(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("approve", Set.of(Role.ACCOUNTANT, Role.PRINCIPAL), WORK).reminding());
    }

    /**
     * The newest first, a page at a time, by words of the number, the purpose, who asked and the vendor. What another has
     * to decide is among them and says so.
     */
    public Mono<Page<InboxItem>> of(Actor actor, Sought sought) {
        String query = "select * from (" + OPEN + ") waiting where true"
                + Sought.newestFirst("created_at", "task_id", "number", "purpose", "requester_name", "vendor_name");
        return sought.bindTo(bound(query, actor))
                .map(Rows.as(InboxItem.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, item -> new Cursor(item.createdAt(), item.taskId())));
    }

    /** One that is open. @throws Refusal {@code task-not-found}, also for what the actor may not see */
    public Mono<InboxItem> find(UUID task, Actor actor) {
        return bound(OPEN + " and t.id = :task", actor)
                .bind("task", task)
                .map(Rows.as(InboxItem.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("task", task)));
    }

    private GenericExecuteSpec bound(String query, Actor actor) {
        return database.sql(query)
                .bind("person", Parameter.fromOrEmpty(actor.personId(), UUID.class))
                .bind("own", actor.organizationId())
                .bind("roles", actor.roles().stream().map(Role::name).toArray(String[]::new));
    }
}
