package org.ziyuan.marketplace.yearend;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of years that are closed. */
@Configuration(proxyBeanMethods = false)
class YearEndInvariants {

    /** I13: once a year is closed nothing but the year end itself moves money in it. */
    @Bean
    Invariant closedYearsAreQuiet(DatabaseClient database) {
        return Invariant.contradictedBy(database, "closed-years-are-quiet", """
                select distinct 'journal ' || j.id as row_name,
                       j.kind || ' of ' || j.posted_at || ' moves money of ' || y.fiscal_year || ', closed at ' || y.closed_at
                         as why
                  from closed_year y
                  join budget_line b on b.organization_id = y.organization_id and b.fiscal_year = y.fiscal_year
                  join account a on a.budget_line_id = b.id
                  join account_entry e on e.account_id = a.id
                  join journal j on j.id = e.journal_id
                 where y.reopened_at is null and j.posted_at > y.closed_at
                   and j.kind not like 'year-end-%' and j.kind <> 'year-reopened'
                 order by 1
                """);
    }

    /** Where a contract stands is where its money is: nothing of it is left on a line it was carried from. */
    @Bean
    Invariant carriedContractsAreWhole(DatabaseClient database) {
        return Invariant.contradictedBy(database, "carried-contracts-are-whole", """
                select 'carried_contract ' || c.contract_id as row_name,
                       'was carried to ' || c.to_line_id || ' and still holds ' || sum(a.credits_posted - a.debits_posted)
                       || ' fen on ' || c.from_line_id as why
                  from carried_contract c
                  join account a on a.document_id = c.contract_id and a.budget_line_id = c.from_line_id
                       and a.code in ('B220', 'B225', 'B230')
                 where c.returned_by is null
                 group by c.contract_id, c.to_line_id, c.from_line_id having sum(a.credits_posted - a.debits_posted) <> 0
                union all
                select 'journal ' || j.id, 'carried contract ' || a.document_id || ' and nobody knows where it stands'
                  from journal j join leg l on l.journal_id = j.id
                  join account a on a.id = l.debit_account and a.code in ('B220', 'B225', 'B230')
                 where j.kind = 'year-end-encumbrance-carried'
                   and not exists (select from carried_contract c
                                    where c.contract_id = a.document_id and c.from_line_id = a.budget_line_id
                                      and c.run_id = j.document_id)
                """);
    }
}
