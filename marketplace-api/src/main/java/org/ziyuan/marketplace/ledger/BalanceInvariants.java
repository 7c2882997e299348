package org.ziyuan.marketplace.ledger;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of accounts and of the budget lines they belong to. */
@Configuration(proxyBeanMethods = false)
class BalanceInvariants {

    /** I2: what lies in the buckets of a line is what came to the line from outside, less what left it. */
    @Bean
    Invariant linesAddUp(DatabaseClient database) {
        return Invariant.contradictedBy(database, "lines-add-up", """
                with crossed as (
                  select d.budget_line_id as left_line, c.budget_line_id as reached_line, l.amount_in_fen
                    from leg l join account d on d.id = l.debit_account join account c on c.id = l.credit_account
                   where l.effect in ('posted', 'post') and d.budget_line_id is distinct from c.budget_line_id),
                given as (
                  select line, sum(amount_in_fen) as fen
                    from (select reached_line as line, amount_in_fen from crossed
                          union all select left_line, -amount_in_fen from crossed) x
                   where line is not null group by line),
                held as (
                  select budget_line_id as line, sum(credits_posted - debits_posted) as fen
                    from account where budget_line_id is not null group by budget_line_id)
                select 'budget_line ' || line as row_name,
                       'was given ' || coalesce(given.fen, 0) || ' fen, its buckets hold ' || coalesce(held.fen, 0) as why
                  from given full join held using (line)
                 where coalesce(given.fen, 0) <> coalesce(held.fen, 0) order by line
                """);
    }

    /** I3: no limited account gives or promises more than it has received. */
    @Bean
    Invariant noAccountIsOverdrawn(DatabaseClient database) {
        return Invariant.contradictedBy(database, "no-account-is-overdrawn", """
                select 'account ' || a.key as row_name, case
                         when a.limited <> k.limited then 'has not the limit of its class'
                         else 'received ' || a.credits_posted || ' fen, gave ' || a.debits_posted
                              || ' and promised ' || a.debits_pending end as why
                  from account a join account_class k on k.code = a.code
                 where a.limited <> k.limited
                    or (k.limited and a.debits_posted + a.debits_pending > a.credits_posted)
                    or least(a.debits_posted, a.debits_pending, a.credits_posted, a.credits_pending) < 0
                 order by a.id
                """);
    }

    /** I4: the entries of an account, added up from the first, give every balance that is written down. */
    @Bean
    Invariant balancesRebuild(DatabaseClient database) {
        return Invariant.contradictedBy(database, "balances-rebuild", """
                with running as (
                  select e.*, sum(credits_posted - debits_posted - debits_pending) over entries as free,
                         row_number() over entries as expected_version
                    from account_entry e window entries as (partition by account_id order by version)),
                rebuilt as (
                  select account_id, max(version) as version, sum(debits_pending) as debits_pending,
                         sum(debits_posted) as debits_posted, sum(credits_pending) as credits_pending,
                         sum(credits_posted) as credits_posted
                    from account_entry group by account_id)
                (select distinct on (account_id) 'leg ' || journal_id || '/' || seq as row_name, case
                          when version <> expected_version then 'entry ' || version || ' of account ' || account_id
                               || ' comes where entry ' || expected_version || ' is expected'
                          else 'leaves ' || balance_after || ' fen on account ' || account_id
                               || ', its entries give ' || free end as why
                   from running where balance_after <> free or version <> expected_version
                  order by account_id, version)
                union all
                (select 'account ' || a.key, 'says ' || concat_ws('/', a.debits_pending, a.debits_posted, a.credits_pending,
                          a.credits_posted) || ', its entries give ' || concat_ws('/', coalesce(r.debits_pending, 0),
                          coalesce(r.debits_posted, 0), coalesce(r.credits_pending, 0), coalesce(r.credits_posted, 0))
                   from account a left join rebuilt r on r.account_id = a.id
                  where (a.version, a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted) is distinct from
                        (coalesce(r.version, 0), coalesce(r.debits_pending, 0), coalesce(r.debits_posted, 0),
                         coalesce(r.credits_pending, 0), coalesce(r.credits_posted, 0))
                  order by a.id)
                union all
                select distinct 'account ' || r.account_id, 'has entries and is not there'
                  from rebuilt r where not exists (select from account a where a.id = r.account_id)
                """);
    }
}
