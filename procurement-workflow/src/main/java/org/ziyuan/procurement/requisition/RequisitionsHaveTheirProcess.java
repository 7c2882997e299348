package org.ziyuan.procurement.requisition;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import reactor.core.publisher.Flux;

/**
 * Every requisition under way has a live process, and no live process belongs to one that is over. What is still on
 * its way between the two, news not yet delivered or a step not yet taken, is no contradiction.
 */
@Component
class RequisitionsHaveTheirProcess implements Invariant {

    private final DatabaseClient database;

    RequisitionsHaveTheirProcess(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "requisition-has-its-process";
    }

    @Override
    public Flux<Violation> check() {
        return database.sql("""
                        with under_way as (
                          select r.id, r.number, r.state,
                                 r.state in ('SUBMITTED', 'AWAITING_ACCOUNTANT', 'AWAITING_PRINCIPAL', 'APPROVED',
                                             'ORDERED') as open,
                                 p.business_id is not null and p.ended_at is null as live,
                                 exists (select from outbox_delivery d
                                          where d.consumer = 'engine' and d.state = 'PENDING'
                                            and d.aggregate_id in (r.id, r.order_id)) as told,
                                 r.updated_at > now() - interval '1 hour' as moving
                            from requisition r left join process_link p on p.business_id = r.id
                           where r.state <> 'DRAFT' and r.submitted_at is not null)
                        select id, number || ' is ' || state
                               || case when live then ' but its process goes on' else ' but no process carries it' end as why
                          from under_way
                         where open <> live and not told and not (live and moving)
                         order by id
                        """)
                .map(row -> new Violation("requisition " + row.get("id"), String.valueOf(row.get("why"))))
                .all();
    }
}
