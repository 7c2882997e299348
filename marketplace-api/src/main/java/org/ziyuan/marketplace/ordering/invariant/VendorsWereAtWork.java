package org.ziyuan.marketplace.ordering.invariant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** Checks that no order went to a vendor who was suspended, or whose certificate had ended. */
@Configuration(proxyBeanMethods = false)
class VendorsWereAtWork {

    /** The moment of an order is that at which its transaction began: a step that it waited for may be a little later. */
    @Bean
    Invariant vendorsWereAtWork(DatabaseClient database) {
        return Invariant.contradictedBy(database, "vendors-were-at-work", """
                select 'purchase_order ' || o.id as row_name, 'its vendor was ' || f.standing || ' when it was issued' as why
                  from purchase_order o
                  join lateral (
                    select f.standing from organization_fact f
                     where f.organization_id = o.vendor_id and f.written_at <= o.issued_at order by f.seq desc limit 1) f on true
                 where f.standing <> 'ACTIVE' and not exists (
                   select from organization_fact a
                    where a.organization_id = o.vendor_id and a.standing = 'ACTIVE'
                      and a.written_at between o.issued_at and o.issued_at + interval '1 minute')
                union all
                select 'purchase_order ' || o.id, 'the ' || e.requirement || ' of its vendor had ended on ' || max(e.valid_until)
                  from purchase_order o
                  join vendor_evidence e on e.vendor_id = o.vendor_id and e.state = 'ACCEPTED' and e.decided_at <= o.issued_at
                  join vendor_profile p on p.organization_id = o.vendor_id
                  join vendor_requirement r on r.vendor_type = p.vendor_type and r.name = e.requirement and r.required
                 group by o.id, e.requirement, o.issued_at
                having max(coalesce(e.valid_until, 'infinity')) < beijing_day(o.issued_at)
                """);
    }
}
