-- Why: the tree, the months and the trial balance of a province added up every account of every purchase of thirty thousand
-- schools at each look; with twenty purchases a school that took longer than a page may. The sums of a line are kept with
-- the postings now, in the transaction that moves the money, so a province reads a few rows per line however much was bought.
-- verify adds them up anew (line-sums-match).
-- A million rows: adds all accounts and legs up once; afterwards one row more per line and class of account that a batch moves.
-- Undo: drop the tables and views and put post_journals back as V202611280004 left it.

-- The accounts of a line, added up by class. fillfactor: the sums of a hot line change with every batch.
create table line_balance (
  budget_line_id uuid not null,
  code text not null,
  debits_pending bigint not null,
  debits_posted bigint not null,
  credits_pending bigint not null,
  credits_posted bigint not null,
  primary key (budget_line_id, code)
) with (fillfactor = 70);
comment on table line_balance is 'The accounts of a budget line added up by class; written by post_journals alone';

-- What was newly promised to vendors in a month, less what was given back, and what was paid, less what came back.
create table line_month (
  budget_line_id uuid not null,
  period smallint not null,
  committed_in_fen bigint not null,
  spent_in_fen bigint not null,
  primary key (budget_line_id, period)
) with (fillfactor = 70);
comment on column line_month.period is '1 to 12; 0 before the year of the line began, 13 after it ended';

create view line_balance_by_accounts as
  select budget_line_id, code, sum(debits_pending)::bigint as debits_pending, sum(debits_posted)::bigint as debits_posted,
         sum(credits_pending)::bigint as credits_pending, sum(credits_posted)::bigint as credits_posted
    from account where budget_line_id is not null group by budget_line_id, code;

create view line_month_by_legs as
  select x.budget_line_id, x.period, sum(x.fen)::bigint as committed_in_fen,
         coalesce(sum(x.fen) filter (where x.code = 'B240'), 0)::bigint as spent_in_fen
    from (select a.budget_line_id, a.code, j.posting_period::smallint as period, g.amount_in_fen as fen
            from leg g join account a on a.id = g.credit_account join journal j on j.id = g.journal_id
           where a.code in ('B220', 'B225', 'B230', 'B240') and g.effect in ('posted', 'post')
          union all
          select a.budget_line_id, a.code, j.posting_period::smallint, -g.amount_in_fen
            from leg g join account a on a.id = g.debit_account join journal j on j.id = g.journal_id
           where a.code in ('B220', 'B225', 'B230', 'B240') and g.effect in ('posted', 'post')) x
   group by x.budget_line_id, x.period
  having sum(x.fen) <> 0 or coalesce(sum(x.fen) filter (where x.code = 'B240'), 0) <> 0;
comment on view line_month_by_legs is
  'Encumbered, retained, accepted and spent together are what is promised: moves between them change nothing';

insert into line_balance select * from line_balance_by_accounts;
insert into line_month select * from line_month_by_legs;

do $migration$
declare
  posting constant regprocedure := (select oid from pg_proc
                                     where proname = 'post_journals' and pronamespace = 'market'::regnamespace);
  text_now text := pg_get_functiondef(posting);
  change record;
begin
  for change in
    select * from (values
      ($at$  set_aside bigint[] := '{}';$at$,
       $put$  b_dpe bigint[]; b_dpo bigint[]; b_cpe bigint[]; b_cpo bigint[];
$put$),
      ($at$  -- The chains of the organizations, locked in one order.$at$,
       $put$  b_dpe := a_dpe; b_dpo := a_dpo; b_cpe := a_cpe; b_cpo := a_cpo;

$put$),
      ($at$  word := set_config('market.posting', '', true);
  return answers;$at$,
       $put$
  -- The sums of the lines, in one order, after every other lock.
  word := set_config('enable_nestloop', 'off', true);
  insert into line_balance as b (budget_line_id, code, debits_pending, debits_posted, credits_pending, credits_posted)
    select u.line, u.code, sum(u.dpe), sum(u.dpo), sum(u.cpe), sum(u.cpo)
      from (select x.line, x.code, x.dpe - x.bdpe as dpe, x.dpo - x.bdpo as dpo, x.cpe - x.bcpe as cpe, x.cpo - x.bcpo as cpo
              from unnest(account_lines, account_codes, a_scope, a_dpe, a_dpo, a_cpe, a_cpo, b_dpe, b_dpo, b_cpe, b_cpo)
                     x(line, code, scope, dpe, dpo, cpe, cpo, bdpe, bdpo, bcpe, bcpo)
             where x.scope in ('line', 'line-document')) u
     where (u.dpe, u.dpo, u.cpe, u.cpo) <> (0, 0, 0, 0)
     group by u.line, u.code order by u.line, u.code
    on conflict on constraint line_balance_pkey do update
       set debits_pending = b.debits_pending + excluded.debits_pending,
           debits_posted = b.debits_posted + excluded.debits_posted,
           credits_pending = b.credits_pending + excluded.credits_pending,
           credits_posted = b.credits_posted + excluded.credits_posted;
  if account_codes && array ['B220', 'B225', 'B230', 'B240'] then
    insert into line_month as m (budget_line_id, period, committed_in_fen, spent_in_fen)
      select u.line, u.at_period, sum(u.fen), coalesce(sum(u.fen) filter (where u.code = 'B240'), 0)
        from (with promise as materialized (
                select x.id, x.line, x.code from unnest(a_id, account_lines, account_codes) x(id, line, code)
                 where x.id is not null and x.code in ('B220', 'B225', 'B230', 'B240')),
              moved as materialized (
                select g.debit_account, g.credit_account, g.amount_in_fen, j.posting_period::smallint as at_period
                  from unnest(new_legs[:kept]) g join unnest(new_journals) j on j.id = g.journal_id
                 where g.effect in ('posted', 'post'))
              select a.line, a.code, v.at_period, v.amount_in_fen as fen from moved v join promise a on a.id = v.credit_account
              union all
              select a.line, a.code, v.at_period, -v.amount_in_fen from moved v join promise a on a.id = v.debit_account) u
       group by u.line, u.at_period
      having sum(u.fen) <> 0 or coalesce(sum(u.fen) filter (where u.code = 'B240'), 0) <> 0
       order by u.line, u.at_period
      on conflict on constraint line_month_pkey do update
         set committed_in_fen = m.committed_in_fen + excluded.committed_in_fen,
             spent_in_fen = m.spent_in_fen + excluded.spent_in_fen;
  end if;
  word := set_config('enable_nestloop', 'on', true);
$put$)) x(at, put)
  loop
    if position(change.at in text_now) = 0 or position(change.at in substr(text_now, position(change.at in text_now) + 1)) > 0 then
      raise exception 'post_journals is not as this migration expects at %', change.at;
    end if;
    text_now := replace(text_now, change.at, change.put || change.at);
  end loop;
  execute text_now;
end $migration$;

-- Nobody but the posting function changes the sums.
create trigger line_balance_is_posted before insert or update on line_balance for each statement
  when (current_setting('market.posting', true) is distinct from 'yes') execute function forbid_change();
create trigger line_balance_stays before delete or truncate on line_balance
  for each statement execute function forbid_change();
create trigger line_month_is_posted before insert or update on line_month for each statement
  when (current_setting('market.posting', true) is distinct from 'yes') execute function forbid_change();
create trigger line_month_stays before delete or truncate on line_month
  for each statement execute function forbid_change();
do $$
declare
  role_name text;
begin
  foreach role_name in array array ['${appRole}', '${engineRole}'] loop
    if role_name <> current_user and exists (select from pg_roles where rolname = role_name) then
      execute format('revoke insert, update, delete, truncate on line_balance, line_month from %I', role_name);
    end if;
  end loop;
end $$;
