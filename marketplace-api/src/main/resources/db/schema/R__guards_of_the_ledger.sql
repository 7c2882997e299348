-- Whatever writes to the books, by whatever path, COMMIT demands that legs and balances say the same. The posting function
-- makes it so; these triggers are the second line and the proof: about a tenth of a millisecond per leg.

create or replace function journal_has_legs() returns trigger language plpgsql set search_path = market, pg_temp as $$
declare legs record;
begin
  select count(*) as n, max(seq) as last into legs from leg where journal_id = new.id;
  if legs.n = 0 or legs.last <> legs.n then
    raise exception 'journal % has % legs, the last numbered %', new.id, legs.n, legs.last
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create or replace function leg_moved_its_accounts() returns trigger
language plpgsql set search_path = market, pg_temp as $$
begin
  if not exists (select from journal where id = new.journal_id) then
    raise exception 'leg %/% has no journal', new.journal_id, new.seq using errcode = 'integrity_constraint_violation';
  end if;
  if not exists (
    select from account d join account c on c.ledger = d.ledger
     where d.id = new.debit_account and d.version >= new.debit_version
       and c.id = new.credit_account and c.version >= new.credit_version) then
    raise exception 'leg %/% did not move its accounts', new.journal_id, new.seq
      using errcode = 'integrity_constraint_violation';
  end if;
  if exists (select from leg where credit_account = new.debit_account and credit_version = new.debit_version)
     or exists (select from leg where debit_account = new.credit_account and debit_version = new.credit_version) then
    raise exception 'leg %/% repeats an entry of its account', new.journal_id, new.seq
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create or replace function account_moved_with_its_legs() returns trigger
language plpgsql set search_path = market, pg_temp as $$
declare
  before account;
  entries record;
begin
  if tg_op = 'UPDATE' then
    before := old;
    if (new.id, new.key, new.code, new.ledger, new.limited) <> (old.id, old.key, old.code, old.ledger, old.limited)
       or (new.fund_code, new.fiscal_year, new.budget_line_id, new.document_id, new.party)
          is distinct from (old.fund_code, old.fiscal_year, old.budget_line_id, old.document_id, old.party) then
      raise exception 'account % is renamed', old.key using errcode = 'integrity_constraint_violation';
    end if;
  else
    before.version := 0; before.debits_pending := 0; before.debits_posted := 0;
    before.credits_pending := 0; before.credits_posted := 0;
  end if;
  select count(*) as n, coalesce(sum(debits_pending), 0) as dpe, coalesce(sum(debits_posted), 0) as dpo,
         coalesce(sum(credits_pending), 0) as cpe, coalesce(sum(credits_posted), 0) as cpo
    into entries
    from account_entry where account_id = new.id and version > before.version and version <= new.version;
  if (entries.n, entries.dpe, entries.dpo, entries.cpe, entries.cpo) <> (
       new.version - before.version, new.debits_pending - before.debits_pending, new.debits_posted - before.debits_posted,
       new.credits_pending - before.credits_pending, new.credits_posted - before.credits_posted) then
    raise exception 'account % moved without legs that say so', new.key using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

-- These look at every row one by one. The posting function writes legs, balances and chain from
-- the same copies, under locks; for its rows the look is spared, for everybody else's rows it stays.
do $$
declare of_others constant text := $when$current_setting('market.posting', true) is distinct from 'yes'$when$;
begin
  call guard_at_commit('journal', 'journal_has_legs', 'insert', of_others, 'journal_has_legs');
  call guard_at_commit('leg', 'leg_moved_its_accounts', 'insert', of_others, 'leg_moved_its_accounts');
  call guard_at_commit('account', 'account_moved_with_its_legs', 'insert or update', of_others, 'account_moved_with_its_legs');
end $$;

create or replace function seal_accounts() returns trigger language plpgsql security definer
set search_path = market, pg_temp as $$
begin
  insert into account_seal select id, account_identity(id, key) from made;
  return null;
end $$;
create or replace trigger account_is_sealed after insert on account referencing new table as made
  for each statement execute function seal_accounts();

-- Requester, receiver and payer of one purchase are three people. The posting function refuses politely; this is for
-- whatever came in another way.
create or replace function duties_are_separate() returns trigger
language plpgsql set search_path = market, pg_temp as $$
begin
  if exists (
    select from leg l join account a on a.id = l.debit_account
     where l.journal_id = new.id and l.seq = 1 and other_duty(new.kind, a.document_id, new.actor_id) is not null) then
    raise exception 'journal %: % has had another duty in this purchase', new.id, new.actor_name
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
call guard_at_commit('journal', 'duties_are_separate', 'insert', $$new.kind in ('delivery-accepted', 'payment-instructed')$$,
  'duties_are_separate');

-- Nobody but the posting function changes the sums.
create or replace trigger line_balance_is_posted before insert or update on line_balance for each statement
  when (current_setting('market.posting', true) is distinct from 'yes') execute function forbid_change();
create or replace trigger line_month_is_posted before insert or update on line_month for each statement
  when (current_setting('market.posting', true) is distinct from 'yes') execute function forbid_change();
