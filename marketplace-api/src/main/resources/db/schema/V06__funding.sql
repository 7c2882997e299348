-- Whose money, for what, and the rules by which it comes: law is data with dates, a source and whether anybody has read
-- it there (verified). What is loaded of it stands in R__law_of_funding.sql.

create table fund (
  code text primary key, name_zh text not null, name_en text not null, sort int not null,
  tied boolean not null default false
);
comment on column fund.tied is '专款专用: money of this fund never serves another functional class';

-- Functional and economic classes of the government budget; loadable, because the Ministry revises them every year.
create table budget_classification (
  scheme text not null check (scheme in ('functional', 'economic')),
  code text not null check (code ~ '^[0-9]{3,7}$'), name_zh text not null, verified boolean not null,
  primary key (scheme, code)
);

-- control_node_id: the line at which availability is controlled when a group of lines floats together (预算法 13: control
-- stays, only its place moves up); see docs/decisions/0010. Nothing in the books has a foreign key to a line: a share
-- lock there, upgraded by 64 callers, would queue every buyer behind every other.
create table budget_line (
  id uuid primary key,
  fund_code text not null references fund, fiscal_year int not null check (fiscal_year between 2000 and 2100),
  organization_id uuid not null references organization,
  functional_class text not null, economic_class text not null, project text not null default '',
  name text not null, control_node_id uuid references budget_line,
  created_at timestamptz not null default now(),
  -- How often money was carried into this line from an earlier year: two years unused and it is returned (预算法 42).
  carried_years int not null default 0 check (carried_years between 0 and 2),
  constraint budget_line_is_one_purse
    unique (fund_code, fiscal_year, organization_id, functional_class, economic_class, project, carried_years),
  check (control_node_id is distinct from id)
);
create index budget_line_by_organization on budget_line (organization_id, fiscal_year);
create index budget_line_by_control_node on budget_line (control_node_id) where control_node_id is not null;

-- Money moves between lines, comes and goes during the year only when somebody asked and somebody else agreed (预算法 13,
-- 63, 72). The paper and the posting commit together.
create table budget_change (
  id uuid primary key, kind text not null check (kind in ('TRANSFER', 'ADDITION', 'CUT')),
  -- Where the money is taken from, null for an addition; where it goes to, null for a cut.
  from_line_id uuid, to_line_id uuid,
  amount_in_fen bigint not null check (amount_in_fen between 1 and 1000000000000000),
  reason text not null check (length(reason) between 1 and 500),
  state text not null default 'REQUESTED' check (state in ('REQUESTED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
  requested_by uuid not null, requested_by_name text not null, requested_at timestamptz not null default now(),
  decided_by uuid, decided_by_name text, decided_at timestamptz,
  decision_note text not null default '' check (length(decision_note) <= 500),
  check ((from_line_id is null) = (kind = 'ADDITION')), check ((to_line_id is null) = (kind = 'CUT')),
  check (from_line_id is distinct from to_line_id), check ((state = 'REQUESTED') = (decided_by is null)),
  check (num_nulls(decided_by, decided_by_name, decided_at) in (0, 3)),
  check (state not in ('APPROVED', 'REJECTED') or decided_by <> requested_by)
);
create index budget_change_by_giver on budget_change (from_line_id, requested_at desc);
create index budget_change_by_taker on budget_change (to_line_id, requested_at desc);
create index budget_change_by_time on budget_change (requested_at desc, id desc);

create view audit.v_budget_change as select * from budget_change;

-- A standard is data with a date and a source; what nobody has read in a source is loaded with verified = false.
create table funding_standard (
  region_code text not null, area text not null default 'all' check (area in ('all', 'east', 'mid-west')),
  level text not null check (level in ('kindergarten', 'primary', 'junior', 'senior', 'special', 'all')),
  component text not null check (component in (
    'base', 'boarding-supplement', 'special-education', 'small-site-floor', 'minimum')),
  valid_from date not null, valid_until date,
  amount_in_fen bigint check (amount_in_fen > 0), pupils int check (pupils > 0),
  multiplier_in_hundredths int check (multiplier_in_hundredths > 0),
  source text not null, verified boolean not null,
  disability text not null default 'all' check (disability in (
    'all', 'visual', 'hearing', 'speech', 'physical', 'intellectual', 'psychiatric', 'multiple')),
  primary key (region_code, area, level, component, disability, valid_from),
  check (valid_until is null or valid_until > valid_from),
  check (num_nonnulls(amount_in_fen, pupils, multiplier_in_hundredths) = 1)
);

-- Which side of the national table a province is on.
create table funding_area (
  province_code text primary key check (province_code ~ '^[0-9]{2}0000$'),
  area text not null check (area in ('east', 'mid-west')), source text not null, verified boolean not null
);

-- The share of each level of government; the shares of one region, fund and day make a hundred per cent.
create table funding_share (
  region_code text not null, fund_code text not null references fund,
  tier text not null check (tier in ('nation', 'province', 'city', 'county', 'school')),
  valid_from date not null, valid_until date check (valid_until > valid_from),
  share_in_basis_points int not null check (share_in_basis_points between 1 and 10000),
  source text not null, verified boolean not null,
  primary key (region_code, fund_code, tier, valid_from)
);

-- To which budget line which part of a level's money goes; the parts of one level make a hundred per cent.
create table funding_line_rule (
  region_code text not null, fund_code text not null references fund,
  level text not null check (level in ('kindergarten', 'primary', 'junior', 'senior', 'special')),
  functional_class text not null, economic_class text not null, line_name text not null,
  valid_from date not null, valid_until date check (valid_until > valid_from),
  share_in_basis_points int not null check (share_in_basis_points between 1 and 10000),
  source text not null, verified boolean not null,
  primary key (region_code, fund_code, level, functional_class, economic_class, valid_from)
);

-- When which part of a year's money is released.
create table funding_tranche_rule (
  region_code text not null, fund_code text not null references fund,
  fiscal_year_from int not null, seq int not null check (seq between 1 and 12),
  due_month int not null check (due_month between 1 and 12), due_day int not null check (due_day between 1 and 28),
  share_in_basis_points int not null check (share_in_basis_points between 1 and 10000),
  source text not null, verified boolean not null,
  primary key (region_code, fund_code, fiscal_year_from, seq)
);

-- A fund may be bound to a purpose: at least so much of a year's money for training, at most so much for digital
-- resources, nothing for salaries. A ceiling is checked when a requisition is handed in, a floor is reported.
create table purpose_rule (
  code text not null check (code ~ '^[a-z0-9-]{3,60}$'),
  region_code text not null, fund_code text not null references fund,
  kind text not null check (kind in ('floor', 'ceiling', 'forbidden')),
  name_zh text not null, name_en text not null,
  functional_prefixes text[] not null default '{}', economic_prefixes text[] not null default '{}', tag text,
  share_in_basis_points int check (share_in_basis_points between 1 and 10000),
  valid_from date not null, valid_until date check (valid_until > valid_from),
  source text not null, verified boolean not null,
  primary key (code, valid_from), check ((kind = 'forbidden') = (share_in_basis_points is null)),
  check (tag is null or (functional_prefixes = '{}' and economic_prefixes = '{}')),
  check (tag is not null or functional_prefixes <> '{}' or economic_prefixes <> '{}')
);
create index purpose_rule_by_fund on purpose_rule (fund_code, region_code);

-- Which classes of spending are meant for something that is bought: of two lines that may pay, the one meant for it leads.
create table suited_class (
  tag text not null, economic_prefix text not null check (economic_prefix ~ '^[0-9]{3,7}$'),
  source text not null, verified boolean not null,
  primary key (tag, economic_prefix)
);

-- What part of a requisition serves a tagged purpose; how much of it is still held or spent, the ledger knows.
create table purpose_use (
  document_id uuid not null, tag text not null check (tag ~ '^[a-z0-9-]{3,60}$'),
  budget_line_id uuid not null, organization_id uuid not null,
  fund_code text not null, fiscal_year int not null, amount_in_fen bigint not null check (amount_in_fen > 0),
  written_at timestamptz not null default now(),
  primary key (document_id, tag)
);
create index purpose_use_by_purse on purpose_use (organization_id, fund_code, fiscal_year, tag);
