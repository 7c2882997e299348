-- Why: the end of a fiscal year (预算法 18, 42) for one organization or a whole province is a run that survives kill -9:
-- what is done is written with the postings of the same transaction, what is left is seen from the balances themselves.
-- A million rows: one row per organization and run; a carried contract is found by its id. Undo: drop what is made here.

create table year_end_run (
  id uuid primary key,
  kind text not null check (kind in ('CLOSE', 'REOPEN')),
  fiscal_year int not null,
  organization_id uuid not null references organization,
  subtree boolean not null,
  -- Whether requisitions that are still open lose their reservation; otherwise they stop the run.
  release_open boolean not null,
  -- The close that a reopening takes back.
  reopens uuid references year_end_run,
  reason text not null default '' check (length(reason) <= 500),
  state text not null default 'RUNNING' check (state in ('RUNNING', 'STOPPED', 'DONE')),
  stopped_by_code text,
  stopped_by_words text,
  organizations int not null check (organizations > 0),
  organizations_done int not null default 0 check (organizations_done between 0 and organizations),
  requested_by uuid not null,
  requested_by_name text not null,
  requested_at timestamptz not null default now(),
  ended_at timestamptz,
  check ((kind = 'REOPEN') = (reopens is not null)),
  check ((state = 'STOPPED') = (stopped_by_code is not null)),
  check ((state = 'DONE') = (ended_at is not null)),
  check (state <> 'DONE' or organizations_done = organizations)
);
create index year_end_run_by_time on year_end_run (requested_at desc, id desc);
create unique index year_end_reopened_once on year_end_run (reopens) where reopens is not null;

-- The organizations of a run; the deepest come first when it closes, because what a school gives back may lie at a node of
-- the bureau above it. A year of an organization is in one run at a time.
create table year_end_item (
  run_id uuid not null references year_end_run,
  organization_id uuid not null references organization,
  fiscal_year int not null,
  depth int not null,
  done boolean not null default false,
  done_at timestamptz,
  primary key (run_id, organization_id)
);
create unique index year_end_item_one_run_at_a_time on year_end_item (organization_id, fiscal_year) where not done;
create index year_end_item_to_do on year_end_item (run_id, depth desc, organization_id) where not done;

-- Which line a contract stands on since it was carried. The order keeps naming the line it was issued from: that is
-- evidence; what is accepted or paid afterwards is posted to the newest row of this table.
create table carried_contract (
  contract_id uuid not null,
  from_line_id uuid not null,
  to_line_id uuid not null,
  fiscal_year int not null,
  run_id uuid not null references year_end_run,
  carried_at timestamptz not null default clock_timestamp(),
  returned_by uuid references year_end_run,
  primary key (contract_id, from_line_id, run_id)
);
create unique index carried_contract_stands on carried_contract (contract_id, from_line_id) where returned_by is null;

create function charged_line(contract uuid, issued_from uuid) returns uuid language sql stable as $$
  with recursive chain as (
    select issued_from as line, 0 as years
    union all
    select c.to_line_id, chain.years + 1 from chain join carried_contract c
        on c.contract_id = contract and c.from_line_id = chain.line and c.returned_by is null
     where chain.years < 20)
  select line from chain order by years desc limit 1
$$;

create trigger year_end_run_stays before delete or truncate on year_end_run
  for each statement execute function forbid_change();
create trigger year_end_item_stays before delete or truncate on year_end_item
  for each statement execute function forbid_change();
create trigger carried_contract_stays before delete or truncate on carried_contract
  for each statement execute function forbid_change();

create function carried_contract_is_evidence() returns trigger language plpgsql as $$
begin
  if old.returned_by is not null or (new.contract_id, new.from_line_id, new.to_line_id, new.fiscal_year, new.run_id)
       <> (old.contract_id, old.from_line_id, old.to_line_id, old.fiscal_year, old.run_id) then
    raise exception 'that contract % was carried is evidence', old.contract_id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger carried_contract_is_evidence before update on carried_contract
  for each row execute function carried_contract_is_evidence();

-- The line of the next year that takes what is carried out of a line: the same purse, carried once more, under the same
-- node's successor. What is promised to a vendor is carried however old it is; two is the most that is counted.
create function next_year_line(line uuid) returns uuid language plpgsql set search_path = market, pg_temp as $$
declare
  own budget_line;
  upper uuid;
  found_id uuid;
begin
  select * into strict own from budget_line where id = line;
  if own.control_node_id is not null then
    upper := next_year_line(own.control_node_id);
  end if;
  insert into budget_line (id, fund_code, fiscal_year, organization_id, functional_class, economic_class, project, name,
                           carried_years, control_node_id)
    values (md5('next-year-line:' || own.id)::uuid, own.fund_code, own.fiscal_year + 1, own.organization_id,
            own.functional_class, own.economic_class, own.project,
            regexp_replace(own.name, '（[0-9]{4}年结转）$', '') || '（' || own.fiscal_year || '年结转）',
            least(own.carried_years + 1, 2), upper)
    on conflict do nothing;
  select b.id into strict found_id from budget_line b
   where (b.fund_code, b.fiscal_year, b.organization_id, b.functional_class, b.economic_class, b.project, b.carried_years)
       = (own.fund_code, own.fiscal_year + 1, own.organization_id, own.functional_class, own.economic_class, own.project,
          least(own.carried_years + 1, 2));
  return found_id;
end $$;

create view audit.v_year_end as select * from market.year_end_run;
create view audit.v_carried_contract as select * from market.carried_contract;

-- As in V202611250102, but the moment of the close is read after the accounts are locked: whatever was posted before has
-- an earlier one, so I13 can compare the two.
create or replace function close_books(organizations uuid[], year int, who text) returns int
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
  update closed_year y set closed_at = clock_timestamp()
   where y.organization_id = any (closing) and y.fiscal_year = year;
  return cardinality(closing);
end $$;
