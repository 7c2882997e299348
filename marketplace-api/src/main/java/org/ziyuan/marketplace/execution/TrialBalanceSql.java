package org.ziyuan.marketplace.execution;

/** What a trial balance adds up, class of account by class of account. */
final class TrialBalanceSql {

    static final String OWN = """
            select a.code, sum(a.debits_posted)::bigint as debits, sum(a.credits_posted)::bigint as credits,
                   sum(a.debits_pending)::bigint as pending
              from line l join line_balance a on a.budget_line_id = l.id group by a.code
            """;

    /** Of the accounts that a whole fund shares, only what they gave to these lines or took from them. */
    static final String SHARED = """
            , purse as (
              select a.id, a.code
                from fund f cross join unnest(array ['B100', 'B260']) k(code)
                join account a on a.key = account_key(k.code, 'fund-year', f.code, :year, null, null, null)
               where f.code = :fund or :fund is null),
            moved as (
              select p.code, g.amount_in_fen as debit, 0::bigint as credit
                from purse p join leg g on g.debit_account = p.id and g.effect in ('posted', 'post')
                join account a on a.id = g.credit_account join line l on l.id = a.budget_line_id
              union all
              select p.code, 0::bigint, g.amount_in_fen
                from purse p join leg g on g.credit_account = p.id and g.effect in ('posted', 'post')
                join account a on a.id = g.debit_account join line l on l.id = a.budget_line_id)
            select code, sum(debit)::bigint as debits, sum(credit)::bigint as credits, 0::bigint as pending
              from moved group by code
            """;

    /** What lines of this extent gave to lines outside it, and got from there. */
    static final String ACROSS = """
            , purse as (select a.id from line l join account a on a.budget_line_id = l.id)
            select '' as code,
                   coalesce((select sum(g.amount_in_fen) from purse p join leg g on g.credit_account = p.id
                       join account d on d.id = g.debit_account
                      where g.effect in ('posted', 'post') and d.budget_line_id is not null
                        and d.budget_line_id not in (select id from line)), 0)::bigint as debits,
                   coalesce((select sum(g.amount_in_fen) from purse p join leg g on g.debit_account = p.id
                       join account c on c.id = g.credit_account
                      where g.effect in ('posted', 'post') and c.budget_line_id is not null
                        and c.budget_line_id not in (select id from line)), 0)::bigint as credits,
                   0::bigint as pending
            """;

    private TrialBalanceSql() {}
}
