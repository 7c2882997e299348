package org.ziyuan.procurement.requisition;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.worklist.NoticeKind;
import org.ziyuan.marketplace.worklist.NoticeSource;

/** What became of what somebody asked for, and that he has not accepted yet; work with a day of its own reminds by itself. */
@Component
class RequisitionNews implements NoticeSource {

    private static final String EVENTS = """
            select e.id, r.id as target, r.number, r.purpose as about, name_and_place(e.actor_id, e.actor_name, e.at) as who,
                   'requisition.event.' || e.kind as word, e.at
              from requisition_event e join requisition r on r.id = e.requisition_id
             where %s
            """;

    private static final String OWN = """
            r.organization_id = :own and r.requester_id = :person and e.actor_id is distinct from :person
               and e.kind in ('awaiting-principal', 'approved', 'rejected', 'refused', 'ordered', 'vendor-declined',
                              'payment-failed', 'completed')
            """;

    private static final String REMINDERS = """
            r.organization_id = :own and e.kind = 'remind-acceptance' and r.requester_id = :person
            """;

    @Override
    public List<NoticeKind> notices() {
        return List.of(
                new NoticeKind("request", EVENTS.formatted(OWN)),
                new NoticeKind("reminder", EVENTS.formatted(REMINDERS)));
    }
}
