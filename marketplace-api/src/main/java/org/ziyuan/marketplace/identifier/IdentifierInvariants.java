package org.ziyuan.marketplace.identifier;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of all identifiers that people write. */
@Configuration(proxyBeanMethods = false)
class IdentifierInvariants {

    /** No two identifiers differ only in what a spreadsheet or a keyboard makes of them. */
    @Bean
    Invariant identifiersAreOne(DatabaseClient database) {
        return Invariant.contradictedBy(database, "identifiers-are-one", """
                with written (row_name, within, identifier) as (
                  select 'site_enrolment ' || e.snapshot_id || '/' || e.school_id, e.snapshot_id || '/' || e.school_id,
                         e.site_code
                    from site_enrolment e
                    join (select distinct snapshot_id, school_id from site_enrolment
                           where site_code !~ '^[0-9]{2}$') odd using (snapshot_id, school_id)
                  union all
                  select 'organization', '', o.code from organization o
                  union all
                  select 'organization with credit code', '', o.unified_credit_code from organization o
                  union all
                  select 'listing of ' || l.vendor_id, l.vendor_id::text, l.external_code from listing l
                  union all
                  select 'treasury_transfer', '', t.receipt_number from treasury_transfer t)
                select w.row_name || ' ' || min(w.identifier) as row_name,
                       'is also written ' || string_agg(distinct w.identifier, ', ' order by w.identifier) as why
                  from written w
                 where w.identifier is not null
                 group by w.row_name, w.within, identifier_key(w.identifier)
                having count(distinct w.identifier) > 1
                 order by 1
                """);
    }
}
