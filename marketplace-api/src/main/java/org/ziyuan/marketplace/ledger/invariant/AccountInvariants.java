package org.ziyuan.marketplace.ledger.invariant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of what accounts are called, and of frameworks. */
@Configuration(proxyBeanMethods = false)
class AccountInvariants {

    /** An account is the one it was made as: its number and its name were never given another meaning. */
    @Bean
    Invariant accountsKeepTheirNames(DatabaseClient database) {
        return Invariant.contradictedBy(database, "accounts-keep-their-names", """
                select 'account ' || coalesce(a.key, s.account_id::text) as row_name, case
                         when a.id is null then 'was taken away'
                         when s.account_id is null then 'was put in past the database''s rules'
                         else 'is not the account it was made as' end as why
                  from account a full join account_seal s on s.account_id = a.id
                 where s.identity is distinct from account_identity(a.id, a.key)
                union all
                select 'trigger account_is_sealed', 'does not seal new accounts'
                 where not exists (select from pg_trigger where tgrelid = to_regclass('account')
                                      and tgname = 'account_is_sealed' and tgenabled in ('O', 'A'))
                 order by 1
                """);
    }

    /** I10: of a framework no more is used than was agreed, and what is used and left is what was agreed. */
    @Bean
    Invariant frameworksAreNotExceeded(DatabaseClient database) {
        return Invariant.contradictedBy(database, "frameworks-are-not-exceeded", """
                with capacity as (
                  select party, coalesce(sum(debits_posted - credits_posted) filter (where code = 'B279'), 0) as agreed,
                         coalesce(sum(credits_posted - debits_posted) filter (where code = 'B270'), 0) as remaining,
                         coalesce(sum(credits_posted - debits_posted) filter (where code = 'B271'), 0) as used
                    from account where code in ('B270', 'B271', 'B279') group by party)
                select 'framework ' || party as row_name,
                       'agreed ' || agreed || ' fen, used ' || used || ', left ' || remaining as why
                  from capacity where used > agreed or remaining < 0 or used + remaining <> agreed order by party
                """);
    }
}
