package org.ziyuan.procurement.requisition;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import reactor.core.publisher.Flux;

/** A requisition under way holds exactly its total in reserve; any other holds nothing. */
@Component
class RequisitionsHoldTheirMoney implements Invariant {

    private final DatabaseClient database;

    RequisitionsHoldTheirMoney(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "requisition-holds-its-money";
    }

    @Override
    public Flux<Violation> check() {
        return database.sql("""
                        with held as (
                          select document_id, sum(credits_posted - debits_posted - debits_pending) as in_fen
                            from account where code = 'B210' group by document_id)
                        select r.id, r.number || ' is ' || r.state || ' and holds ' || coalesce(h.in_fen, 0)
                               || ' fen of ' || r.total_in_fen as why
                          from requisition r left join held h on h.document_id = r.id
                         where coalesce(h.in_fen, 0) <> case
                           when r.state in ('SUBMITTED', 'AWAITING_ACCOUNTANT', 'AWAITING_PRINCIPAL', 'APPROVED')
                           then r.total_in_fen else 0 end
                         order by r.id
                        """)
                .map(row -> new Violation("requisition " + row.get("id"), String.valueOf(row.get("why"))))
                .all();
    }
}
