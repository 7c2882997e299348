package org.ziyuan.marketplace.audit;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** No audit entry was edited, removed, inserted or reordered since it was written. */
@Component
class AuditChainHolds implements Invariant {

    private final DatabaseClient database;

    AuditChainHolds(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "audit-chain";
    }

    @Override
    public Flux<Violation> check() {
        return database.sql("""
                        with linked as (
                          select e.organization_id, e.seq, e.hash, audit_entry_hash(e) as recomputed, e.previous_hash,
                                 lag(e.hash, 1, sha256('')) over chain as expected_previous,
                                 row_number() over chain as expected_seq
                            from audit_entry e
                          window chain as (partition by e.organization_id order by e.seq))
                        select organization_id, seq, 'its hash, link or number does not follow from the entry before' as why
                          from linked
                         where hash <> recomputed or previous_hash <> expected_previous or seq <> expected_seq
                        union all
                        select c.organization_id, c.seq, 'the chain head names an entry that is not the last'
                          from audit_chain c
                         where not exists (
                           select from audit_entry e
                            where e.organization_id = c.organization_id and e.seq = c.seq and e.hash = c.head)
                        union all
                        select e.organization_id, max(e.seq), 'entries exist beyond the chain head'
                          from audit_entry e left join audit_chain c using (organization_id)
                         group by e.organization_id, c.seq having c.seq is null or max(e.seq) > c.seq
                        order by 1, 2
                        """)
                .map(row -> new Violation(
                        "audit_entry " + row.get("organization_id") + "/" + row.get("seq"),
                        String.valueOf(row.get("why"))))
                .all();
    }
}
