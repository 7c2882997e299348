package org.ziyuan.procurement.requisition;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import reactor.core.publisher.Flux;

/** Money was only ever set aside for a requisition or a demand that is there, and from the line that it names (I11). */
@Component
class ReservationsHaveTheirRequisition implements Invariant {

    private final DatabaseClient database;

    ReservationsHaveTheirRequisition(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "reservation-has-its-requisition";
    }

    @Override
    public Flux<Violation> check() {
        return Invariant.contradictedBy(database, code(), """
                        with asked as (
                          select id, budget_line_id, 'requisition ' || number as name from requisition
                          union all
                          select id, budget_line_id, 'joint demand ' || id from joint_demand)
                        select 'account ' || a.key as row_name, case
                                 when r.id is null then 'is set aside for a requisition that is not there'
                                 else 'is not of the line of ' || r.name end as why
                          from account a left join asked r on r.id = a.document_id
                         where a.code = 'B210'
                           and (r.id is null or (a.credits_posted > a.debits_posted
                                                 and a.budget_line_id is distinct from r.budget_line_id))
                         order by a.id
                        """).check();
    }
}
