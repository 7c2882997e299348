-- What journals are made of, who may have a part in a purchase, and how the books of a year are closed.

-- The name of an account, as its class wants it.
create or replace function account_key(code text, scope text, fund text, year int, line uuid, document uuid, party text)
returns text language sql immutable as $$
  select code || ':' || case scope
    when 'fund-year' then fund || ':' || year::text
    when 'line' then line::text
    when 'line-document' then line::text || ':' || document::text
    else party end
$$;

create or replace function account_identity(id bigint, key text) returns bytea language sql immutable as $$
  select sha256(convert_to(id || E'\x1f' || key, 'UTF8'))
$$;

-- A leg in the words that its journal's hash is made of; concat_ws leaves out the time limit of a leg that has none.
create or replace function leg_text(l leg) returns text language sql stable as $$
  select concat_ws(E'\x1f', l.seq, l.debit_account, l.credit_account, l.amount_in_fen, l.effect,
    coalesce(l.pending_journal_id::text, '-'), coalesce(l.pending_seq, 0), l.debit_version, l.credit_version,
    l.debit_balance_after, l.credit_balance_after, extract(epoch from l.expires_at))
$$;

create or replace function journal_hash(j journal, legs text) returns bytea language sql stable as $$
  select sha256(j.previous_hash || convert_to(concat_ws(E'\x1f',
    j.organization_id, j.seq, j.id, j.kind, j.posting_year, j.posting_period, j.document_type, j.document_id,
    coalesce(j.actor_id::text, '-'), j.actor_name, coalesce(j.corrects::text, '-'),
    to_char(j.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), encode(j.content_hash, 'hex'), legs), 'UTF8'))
$$;

-- The other duty that this person has had in the purchase, or null.
create or replace function other_duty(journal_kind text, purchase uuid, person uuid) returns text language plpgsql stable as $$
declare mine constant text := case journal_kind when 'delivery-accepted' then 'receiver' when 'payment-instructed' then 'payer' end;
begin
  if mine is null or person is null then
    return null;
  end if;
  return (
    select case
      when exists (
        select from journal promise
          join leg l on l.journal_id = promise.id and l.seq = 1
          join account a on a.id = l.debit_account
          join journal request on request.document_id = a.document_id and request.kind = 'requisition-reserved'
         where promise.document_id = purchase and request.actor_id = person
           and promise.kind in ('order-encumbered', 'order-encumbered-above-estimate', 'framework-called-off'))
      then 'requester'
      else (
        select case j.kind when 'delivery-accepted' then 'receiver' else 'payer' end
          from account a
          join leg l on l.debit_account = a.id
          join journal j on j.id = l.journal_id
         where a.document_id = purchase and a.code in ('B220', 'B230') and j.actor_id = person
           and j.kind in ('delivery-accepted', 'payment-instructed') and j.kind <> journal_kind
         limit 1) end);
end $$;

-- An order is promised by its requisition, above the estimate of it, by a call-off or by an award for many.
create or replace function is_encumbered(wanted uuid) returns boolean language sql stable as $$
  select exists (
    select from journal j
     where j.document_id = wanted
       and j.kind in ('order-encumbered', 'order-encumbered-above-estimate', 'framework-called-off'))
  or exists (
    select from account a join leg l on l.credit_account = a.id join journal j on j.id = l.journal_id
     where a.document_id = wanted and a.code = 'B220' and j.kind = 'award-encumbered')
$$;

-- The accounts that every line draws on exist before they are marked: what is made later finds the closed year, or the node.
create or replace function open_purses(lines uuid[]) returns void language sql set search_path = market, pg_temp as $$
  insert into account (key, code, ledger, fund_code, fiscal_year, budget_line_id, limited)
    select account_key(k.code, k.scope, b.fund_code, b.fiscal_year, b.id, null, null), k.code, k.ledger, b.fund_code,
           b.fiscal_year, b.id, k.limited
      from budget_line b cross join account_class k
     where b.id = any (lines) and k.code in ('B110', 'B200') order by 1 on conflict (key) do nothing
$$;

create or replace function shut_accounts(lines uuid[], shut boolean) returns void
language sql set search_path = market, pg_temp as $$
  update account a set closed = shut
    from (select id from account where budget_line_id = any (lines) order by id for no key update) mine
   where a.id = mine.id
$$;

-- A closed year takes no posting but those of the year end, and a posting under way must not slip in behind the close. So
-- the close marks the account rows themselves: whoever posts locks them and sees the mark. The moment of the close is read
-- after the accounts are locked: whatever was posted before has an earlier one, so I13 can compare the two.
create or replace function close_books(organizations uuid[], year int, who text) returns int
language plpgsql security definer set search_path = market, pg_temp as $$
declare
  closing uuid[];
  lines uuid[];
begin
  with closed as (
    insert into closed_year (organization_id, fiscal_year, closed_at, closed_by)
      select o, year, clock_timestamp(), who from (select distinct o from unnest(organizations) o order by o) x
      on conflict (organization_id, fiscal_year) do update
        set closed_at = excluded.closed_at, closed_by = excluded.closed_by, reopened_at = null, reopened_by = null,
            times = closed_year.times + 1
        where closed_year.reopened_at is not null
      returning organization_id)
  select coalesce(array_agg(organization_id), '{}') into closing from closed;
  lines := array(select b.id from budget_line b where b.organization_id = any (closing) and b.fiscal_year = year);
  perform open_purses(lines);
  perform shut_accounts(lines, true);
  update closed_year y set closed_at = clock_timestamp()
   where y.organization_id = any (closing) and y.fiscal_year = year;
  return cardinality(closing);
end $$;

create or replace function reopen_books(organizations uuid[], year int, who text) returns int
language plpgsql security definer set search_path = market, pg_temp as $$
declare opening uuid[];
begin
  with opened as (
    update closed_year set reopened_at = clock_timestamp(), reopened_by = who
     where organization_id = any (organizations) and fiscal_year = year and reopened_at is null
    returning organization_id)
  select coalesce(array_agg(organization_id), '{}') into opening from opened;
  perform shut_accounts(
    array(select b.id from budget_line b where b.organization_id = any (opening) and b.fiscal_year = year), false);
  return cardinality(opening);
end $$;
