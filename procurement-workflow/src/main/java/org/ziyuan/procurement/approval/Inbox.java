package org.ziyuan.procurement.approval;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** What waits for a person's decision, by the organization and the roles he acts in. */
@Component
public class Inbox {

    private final DatabaseClient database;

    Inbox(DatabaseClient database) {
        this.database = database;
    }

    /** The newest first, a page at a time; what another has to decide is among them and says so. */
    public Mono<Page<InboxItem>> of(Actor actor, Cursor after, int limit) {
        return of(actor, Sought.everything(after, limit));
    }

    /** The same narrowed by words of the number, the purpose, who asked and the vendor. */
    public Mono<Page<InboxItem>> of(Actor actor, Sought sought) {
        return page(actor, false, sought);
    }

    /** The same without what this very person may not decide. */
    public Mono<Page<InboxItem>> decidedBy(Actor actor, Sought sought) {
        return page(actor, true, sought);
    }

    private Mono<Page<InboxItem>> page(Actor actor, boolean free, Sought sought) {
        return sought.bindTo(database.sql("""
                        select * from (
                        select t.id as task_id, t.requisition_id, t.activity_id as activity, t.role, t.created_at, t.due_at,
                               coalesce(t.due_at < now(), false) as overdue,
                               r.row_version as requisition_version, r.number, r.purpose, r.total_in_fen, p.display_name as requester_name,
                               v.name as vendor_name,
                               case when r.requester_id = :person then 'own-requisition'
                                    when exists (select from approval a where a.requisition_id = r.id
                                                   and a.person_id = :person) then 'decided-before' end as hindrance
                          from approval_task t
                          join requisition r on r.id = t.requisition_id
                          join person p on p.id = r.requester_id
                          join organization v on v.id = r.vendor_id
                         where t.organization_id = :organization and t.role = any(:roles) and t.state = 'OPEN') waiting
                         where (not :free or hindrance is null)
                        """
                                + Sought.newestFirst(
                                        "created_at", "task_id", "number", "purpose", "requester_name", "vendor_name"))
                        .bind("person", Parameter.fromOrEmpty(actor.personId(), UUID.class))
                        .bind("organization", actor.organizationId())
                        .bind("roles", roles(actor))
                        .bind("free", free))
                .map(Rows.as(InboxItem.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, item -> new Cursor(item.createdAt(), item.taskId())));
    }

    private static String[] roles(Actor actor) {
        return actor.roles().stream().map(Role::name).toArray(String[]::new);
    }
}
