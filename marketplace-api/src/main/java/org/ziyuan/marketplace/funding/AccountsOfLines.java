package org.ziyuan.marketplace.funding;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of the accounts of budget lines: whose they are, and whether they still take postings. */
@Configuration(proxyBeanMethods = false)
public class AccountsOfLines {

    /** An account is called what its class, line, document and party say, and lies in the fund and year of its line. */
    @Bean
    public Invariant accountsAreNamed(DatabaseClient database) {
        return Invariant.contradictedBy(database, "accounts-are-named", """
                select 'account ' || a.key as row_name, case
                         when k.code is null then 'is of an unknown class ' || a.code
                         when a.ledger <> k.ledger then 'lies in ledger ' || a.ledger || ' instead of ' || k.ledger
                         when k.scope like 'line%' and b.id is null then 'belongs to no budget line'
                         else 'is not called what it is' end as why
                  from account a
                  left join account_class k on k.code = a.code
                  left join budget_line b on b.id = a.budget_line_id
                 where k.code is null or a.ledger <> k.ledger
                    or a.key is distinct from
                       account_key(a.code, k.scope, a.fund_code, a.fiscal_year, a.budget_line_id, a.document_id, a.party)
                    or (a.budget_line_id is not null) <> (k.scope like 'line%')
                    or (a.document_id is not null) <> (k.scope = 'line-document')
                    or (a.party is not null) <> (k.scope = 'party')
                    or (k.scope like 'line%' and b.id is null)
                    or (b.id is not null and (a.fund_code, a.fiscal_year) is distinct from (b.fund_code, b.fiscal_year))
                    or (k.scope = 'party' and num_nonnulls(a.fund_code, a.fiscal_year) > 0)
                 order by a.id
                """);
    }

    /**
     * Accounts are marked closed exactly while their organization has closed their year. An account that was made
     * afterwards, by the close itself, needs no mark: whoever posts to it finds the closed year.
     */
    @Bean
    public Invariant closedYearsAreMarked(DatabaseClient database) {
        return Invariant.contradictedBy(database, "closed-years-are-marked", """
                select 'account ' || a.key as row_name, case when a.closed then 'is marked closed and its year is open'
                         else 'is not marked closed and its year is' end as why
                  from account a
                  left join budget_line b on b.id = a.budget_line_id
                  left join closed_year y on y.organization_id = b.organization_id and y.fiscal_year = b.fiscal_year
                         and y.reopened_at is null
                 where (a.closed and y.organization_id is null)
                    or (not a.closed and y.organization_id is not null and not exists (
                      select from leg l join journal j on j.id = l.journal_id
                       where ((l.debit_account = a.id and l.debit_version = 1)
                              or (l.credit_account = a.id and l.credit_version = 1))
                         and j.posted_at >= y.closed_at))
                 order by a.id
                """);
    }
}
