package org.ziyuan.procurement.need;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.worklist.NoticeKind;
import org.ziyuan.marketplace.worklist.NoticeSource;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;

/** Tells purchasers what teachers wait for, and teachers what became of it. */
@Component
class NeedNews implements WorkSource, NoticeSource {

    private static final String WORK = """
            select n.listing_id as id, n.listing_id as target, '' as number, v.title as about,
                   name_and_place((array_agg(p.id order by n.asked_at desc))[1],
                     (array_agg(p.display_name order by n.asked_at desc))[1], max(n.asked_at)) as who, cast(null as bigint) as amount_in_fen,
                   min(n.asked_at) as since, cast(null as timestamptz) as due_at
              from teacher_need n
              join person p on p.id = n.person_id
              join listing s on s.id = n.listing_id and s.state = 'PUBLISHED'
              join listing_version v on v.listing_id = s.id and v.version = s.current_version
             where n.organization_id = :own and %s
             group by n.listing_id, v.title
            """.formatted(Needs.WAITING);

    private static final String ANSWERED = """
            select n.id, n.listing_id as target, '' as number, v.title as about, n.answered_by as who,
                   'need.event.declined' as word, n.answered_at as at
              from teacher_need n
              join listing s on s.id = n.listing_id
              join listing_version v on v.listing_id = s.id and v.version = s.current_version
             where n.organization_id = :own and n.person_id = :person and n.answer is not null
            union all
            select distinct e.id, n.listing_id, r.number, l.title, name_and_place(e.actor_id, e.actor_name, e.at),
                   'requisition.event.' || e.kind, e.at
              from teacher_need n
              join requisition_line l on l.listing_id = n.listing_id
              join requisition r on r.id = l.requisition_id and r.organization_id = n.organization_id
              join requisition_event e on e.requisition_id = r.id and e.at >= n.asked_at
             where n.organization_id = :own and n.person_id = :person and r.requester_id <> :person
               and e.kind in ('submitted', 'ordered', 'completed', 'rejected', 'refused', 'vendor-declined')
            """;

    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("need", Set.of(Role.PURCHASER), WORK));
    }

    @Override
    public List<NoticeKind> notices() {
        return List.of(new NoticeKind("need", ANSWERED));
    }
}
