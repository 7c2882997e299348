package org.ziyuan.marketplace.ledger.invariant;

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
        // One sort of the entries; each is compared with the one before it, so the first wrong one is the altered one.
        return Invariant.contradictedBy(database, "balances-rebuild", """
                with entries as (
                  select account_id, version, debits_pending, debits_posted, credits_pending, credits_posted,
                         version <> row_number() over so_far or balance_after <> lag(balance_after, 1, 0::bigint) over so_far
                           + credits_posted - debits_posted - debits_pending as wrong
                    from account_entry window so_far as (partition by account_id order by version)),
                rebuilt as (
                  select account_id, max(version) as version, sum(debits_pending) as debits_pending,
                         sum(debits_posted) as debits_posted, sum(credits_pending) as credits_pending,
                         sum(credits_posted) as credits_posted, min(version) filter (where wrong) as first_wrong
                    from entries group by account_id)
                select case when r.first_wrong is null then 'account ' || coalesce(a.key, r.account_id::text) else (
                         select 'leg ' || e.journal_id || '/' || e.seq from account_entry e
                          where e.account_id = r.account_id and e.version = r.first_wrong limit 1) end as row_name,
                       case when r.first_wrong is not null then 'entry ' || r.first_wrong || ' of account ' || r.account_id
                              || ' does not follow from the entry before it'
                            when a.id is null then 'has entries and is not there'
                            else 'says ' || concat_ws('/', a.debits_pending, a.debits_posted, a.credits_pending,
                              a.credits_posted) || ', its entries give ' || concat_ws('/', coalesce(r.debits_pending, 0),
                              coalesce(r.debits_posted, 0), coalesce(r.credits_pending, 0), coalesce(r.credits_posted, 0))
                       end as why
                  from account a full join rebuilt r on r.account_id = a.id
                 where r.first_wrong is not null
                    or (a.version, a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted) is distinct from
                       (coalesce(r.version, 0), coalesce(r.debits_pending, 0), coalesce(r.debits_posted, 0),
                        coalesce(r.credits_pending, 0), coalesce(r.credits_posted, 0))
                 order by coalesce(a.id, r.account_id)
                """);
    }

    /** The sums that pages read are those of the accounts and legs they were made of. */
    @Bean
    Invariant lineSumsMatch(DatabaseClient database) {
        return Invariant.contradictedBy(database, "line-sums-match", """
                select 'line_balance ' || coalesce(s.budget_line_id, b.budget_line_id) || ' ' || coalesce(s.code, b.code)
                         as row_name,
                       'says ' || concat_ws('/', b.debits_pending, b.debits_posted, b.credits_pending, b.credits_posted)
                         || ', the accounts give ' || concat_ws('/', s.debits_pending, s.debits_posted, s.credits_pending,
                         s.credits_posted) as why
                  from line_balance_by_accounts s full join line_balance b on b.budget_line_id = s.budget_line_id and b.code = s.code
                 where (coalesce(b.debits_pending, 0), coalesce(b.debits_posted, 0), coalesce(b.credits_pending, 0),
                        coalesce(b.credits_posted, 0)) is distinct from
                       (coalesce(s.debits_pending, 0), coalesce(s.debits_posted, 0), coalesce(s.credits_pending, 0),
                        coalesce(s.credits_posted, 0))
                union all
                select 'line_month ' || coalesce(l.budget_line_id, m.budget_line_id) || ' ' || coalesce(l.period, m.period),
                       'says ' || concat_ws('/', m.committed_in_fen, m.spent_in_fen) || ', the legs give '
                         || concat_ws('/', l.committed_in_fen, l.spent_in_fen)
                  from line_month_by_legs l full join line_month m on m.budget_line_id = l.budget_line_id and m.period = l.period
                 where (coalesce(m.committed_in_fen, 0), coalesce(m.spent_in_fen, 0)) is distinct from
                       (coalesce(l.committed_in_fen, 0), coalesce(l.spent_in_fen, 0))
                 order by row_name
                """);
    }
}
