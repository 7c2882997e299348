-- The end of a fiscal year (预算法 18, 42) for one organization or a whole province is a run that survives kill -9: what is
-- done is written with the postings of the same transaction, what is left is seen from the balances themselves.

create table year_end_run (
  id uuid primary key, kind text not null check (kind in ('CLOSE', 'REOPEN')),
  fiscal_year int not null, organization_id uuid not null references organization, subtree boolean not null,
  -- Whether requisitions that are still open lose their reservation; otherwise they stop the run.
  release_open boolean not null,
  -- The close that a reopening takes back.
  reopens uuid references year_end_run,
  reason text not null default '' check (length(reason) <= 500),
  state text not null default 'RUNNING' check (state in ('RUNNING', 'STOPPED', 'DONE')),
  stopped_by_code text, organizations int not null check (organizations > 0),
  organizations_done int not null default 0 check (organizations_done between 0 and organizations),
  requested_by uuid not null, requested_by_name text not null, requested_at timestamptz not null default now(),
  ended_at timestamptz,
  -- The values of the refusal's sentence, names and values by turns: the sentence is made where it is read.
  stopped_by_values text[] not null default '{}'
    check (cardinality(stopped_by_values) % 2 = 0 and cardinality(stopped_by_values) <= 64),
  check ((kind = 'REOPEN') = (reopens is not null)),
  check ((state = 'STOPPED') = (stopped_by_code is not null)),
  check ((state = 'DONE') = (ended_at is not null)),
  check (state <> 'DONE' or organizations_done = organizations)
);
create index year_end_run_by_time on year_end_run (requested_at desc, id desc);
create unique index year_end_reopened_once on year_end_run (reopens) where reopens is not null;

create view audit.v_year_end as select * from year_end_run;

-- The organizations of a run; the deepest come first when it closes, because what a school gives back may lie at a node of
-- the bureau above it. A year of an organization is in one run at a time.
create table year_end_item (
  run_id uuid not null references year_end_run,
  organization_id uuid not null references organization, fiscal_year int not null, depth int not null,
  done boolean not null default false, done_at timestamptz,
  primary key (run_id, organization_id)
);
create unique index year_end_item_one_run_at_a_time on year_end_item (organization_id, fiscal_year) where not done;
create index year_end_item_to_do on year_end_item (run_id, depth desc, organization_id) where not done;

-- Which line a contract stands on since it was carried. The order keeps naming the line it was issued from: that is
-- evidence; what is accepted or paid afterwards is posted to the newest row of this table.
create table carried_contract (
  contract_id uuid not null, from_line_id uuid not null,
  to_line_id uuid not null, fiscal_year int not null, run_id uuid not null references year_end_run,
  carried_at timestamptz not null default clock_timestamp(), returned_by uuid references year_end_run,
  primary key (contract_id, from_line_id, run_id)
);
create unique index carried_contract_stands on carried_contract (contract_id, from_line_id) where returned_by is null;

create view audit.v_carried_contract as select * from carried_contract;
