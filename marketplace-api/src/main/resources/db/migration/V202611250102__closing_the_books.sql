-- Why: a closed year takes no posting but those of the year end, and a posting under way must not slip in behind the
-- close. So the close marks the account rows themselves: whoever posts locks them and sees the mark.
-- A million rows: one update of the accounts of the organizations that close. Undo: drop the functions.

create function close_books(organizations uuid[], year int, who text) returns int
language plpgsql security definer set search_path = market, pg_temp as $$
declare
  closing uuid[];
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
  -- The accounts that every line draws on exist before they are marked: what is made later finds the closed year.
  insert into account (key, code, ledger, fund_code, fiscal_year, budget_line_id, limited)
    select account_key(k.code, k.scope, b.fund_code, b.fiscal_year, b.id, null, null), k.code, k.ledger, b.fund_code,
           b.fiscal_year, b.id, k.limited
      from budget_line b cross join account_class k
     where b.organization_id = any (closing) and b.fiscal_year = year and k.code in ('B110', 'B200')
     order by 1 on conflict (key) do nothing;
  update account a set closed = true
    from (select x.id from account x join budget_line b on b.id = x.budget_line_id
           where b.organization_id = any (closing) and b.fiscal_year = year
           order by x.id for no key update of x) mine
   where a.id = mine.id;
  return cardinality(closing);
end $$;

create function reopen_books(organizations uuid[], year int, who text) returns int
language plpgsql security definer set search_path = market, pg_temp as $$
declare
  opening uuid[];
begin
  with opened as (
    update closed_year set reopened_at = clock_timestamp(), reopened_by = who
     where organization_id = any (organizations) and fiscal_year = year and reopened_at is null
    returning organization_id)
  select coalesce(array_agg(organization_id), '{}') into opening from opened;
  update account a set closed = false
    from (select x.id from account x join budget_line b on b.id = x.budget_line_id
           where b.organization_id = any (opening) and b.fiscal_year = year
           order by x.id for no key update of x) mine
   where a.id = mine.id;
  return cardinality(opening);
end $$;

revoke all on function close_books(uuid[], int, text), reopen_books(uuid[], int, text) from public;
do $$
begin
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    grant execute on function close_books(uuid[], int, text), reopen_books(uuid[], int, text) to "${appRole}";
  end if;
end $$;
