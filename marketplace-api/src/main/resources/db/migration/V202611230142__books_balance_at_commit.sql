-- Why: whatever writes to the books, by whatever path, COMMIT demands that legs and balances say the same. The posting
-- function makes it so; these triggers are the second line and the proof.
-- A million rows: a check reads the entries of its own transaction by key, about a tenth of a millisecond per leg.
-- Undo: drop the triggers, the functions and the view.
--
-- The pattern for owners of other tables: a function that looks from NEW to the row that must be its counterpart and
-- raises with the ids when it is not there, and
--   create constraint trigger ... after insert or update on t deferrable initially deferred for each row execute ...
-- so that rows may be written in any order inside a transaction and must agree when it commits.

-- Every leg seen from each of its two accounts, with what it did to that account.
create view account_entry as
  select l.debit_account as account_id, l.debit_version as version, l.journal_id, l.seq,
         case l.effect when 'pending' then l.amount_in_fen when 'posted' then 0
           else -coalesce(p.amount_in_fen, 0) end as debits_pending,
         case when l.effect in ('posted', 'post') then l.amount_in_fen else 0 end as debits_posted,
         0::bigint as credits_pending, 0::bigint as credits_posted, l.debit_balance_after as balance_after
    from leg l left join leg p on p.journal_id = l.pending_journal_id and p.seq = l.pending_seq
  union all
  select l.credit_account, l.credit_version, l.journal_id, l.seq, 0::bigint, 0::bigint,
         case l.effect when 'pending' then l.amount_in_fen when 'posted' then 0
           else -coalesce(p.amount_in_fen, 0) end,
         case when l.effect in ('posted', 'post') then l.amount_in_fen else 0 end, l.credit_balance_after
    from leg l left join leg p on p.journal_id = l.pending_journal_id and p.seq = l.pending_seq;

create function journal_has_legs() returns trigger
language plpgsql set search_path = market, pg_temp as $$
declare
  legs record;
begin
  select count(*) as n, max(seq) as last into legs from leg where journal_id = new.id;
  if legs.n = 0 or legs.last <> legs.n then
    raise exception 'journal % has % legs, the last numbered %', new.id, legs.n, legs.last
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create constraint trigger journal_has_legs after insert on journal
  deferrable initially deferred for each row execute function journal_has_legs();

create function leg_moved_its_accounts() returns trigger
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
create constraint trigger leg_moved_its_accounts after insert on leg
  deferrable initially deferred for each row execute function leg_moved_its_accounts();

create function account_moved_with_its_legs() returns trigger
language plpgsql set search_path = market, pg_temp as $$
declare
  entries record;
begin
  if tg_op = 'INSERT' then
    if (new.version, new.debits_pending, new.debits_posted, new.credits_pending, new.credits_posted) <> (0, 0, 0, 0, 0) then
      raise exception 'account % begins with a balance', new.key using errcode = 'integrity_constraint_violation';
    end if;
    return null;
  end if;
  if (new.id, new.key, new.code, new.ledger, new.limited) <> (old.id, old.key, old.code, old.ledger, old.limited)
     or (new.fund_code, new.fiscal_year, new.budget_line_id, new.document_id)
        is distinct from (old.fund_code, old.fiscal_year, old.budget_line_id, old.document_id) then
    raise exception 'account % is renamed', old.key using errcode = 'integrity_constraint_violation';
  end if;
  select count(*) as n, coalesce(sum(debits_pending), 0) as dpe, coalesce(sum(debits_posted), 0) as dpo,
         coalesce(sum(credits_pending), 0) as cpe, coalesce(sum(credits_posted), 0) as cpo
    into entries
    from account_entry where account_id = new.id and version > old.version and version <= new.version;
  if (entries.n, entries.dpe, entries.dpo, entries.cpe, entries.cpo) <> (
       new.version - old.version, new.debits_pending - old.debits_pending, new.debits_posted - old.debits_posted,
       new.credits_pending - old.credits_pending, new.credits_posted - old.credits_posted) then
    raise exception 'account % moved without legs that say so', new.key using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create constraint trigger account_moved_with_its_legs after insert or update on account
  deferrable initially deferred for each row execute function account_moved_with_its_legs();

-- Requester, receiver and payer of one purchase are three people. The posting function refuses politely; this is for
-- whatever came in another way.
create function duties_are_separate() returns trigger
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
create constraint trigger duties_are_separate after insert on journal
  deferrable initially deferred for each row
  when (new.kind in ('delivery-accepted', 'payment-instructed')) execute function duties_are_separate();
