package org.ziyuan.marketplace.audit;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Rows of evidence cannot be changed or deleted: the triggers that refuse it are there and switched on (I7). */
@Component
class EvidenceIsGuarded implements Invariant {

    private final DatabaseClient database;

    EvidenceIsGuarded(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "evidence-is-guarded";
    }

    @Override
    public Flux<Violation> check() {
        return Invariant.contradictedBy(database, code(), """
                        select 'trigger ' || e.name || '_is_evidence' as row_name,
                               'does not guard table ' || e.name || ': its rows can be changed' as why
                          from (values ('journal'), ('leg'), ('journal_refusal'), ('audit_entry'), ('seat_event'), ('row_seal'), ('account_seal'),
                                       ('purchase_order_event'), ('purchase_order_line'), ('acceptance'), ('invoice'),
                                       ('payment_attempt'), ('provider_notification'), ('offer_price_log'), ('launch'),
                                       ('denial')) e (name)
                         where not exists (
                           select from pg_trigger t
                            where t.tgrelid = to_regclass(e.name) and t.tgname = e.name || '_is_evidence'
                              and t.tgenabled in ('O', 'A'))
                         order by 1
                        """).check();
    }
}
