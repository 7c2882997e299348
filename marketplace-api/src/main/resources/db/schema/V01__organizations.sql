-- Who buys, who sells and who may see whom: the tree of regions and organizations.

create table region (
  code text primary key check (code ~ '^[0-9]{6}$'), name text not null,
  tier text not null check (tier in ('nation', 'province', 'city', 'county')),
  parent_code text references region
);

-- The same for all writings of one identifier: leading zeros, full width, small letters, blanks, ".0", as
-- org.ziyuan.marketplace.identifier.Identifier has it. A spreadsheet writes 01 as 1, and one teaching point became two.
-- Indexes stand on it, so it is no repeatable function: who changes it makes them anew.
create function identifier_key(written text) returns text language sql immutable strict parallel safe as $$
  select regexp_replace(regexp_replace(
           upper(regexp_replace(normalize(written, NFKC), '[\s\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF]', '', 'g')),
           '^([0-9]+)\.0*$', '\1'), '^0+(?=[0-9]+$)', '')
$$;

-- What is true of an organization today. path is the chain of codes from the nation down, so that a subtree is one prefix:
-- '100000.440000.440100.440106.s0001'.
create table organization (
  id uuid primary key, kind text not null check (kind in ('bureau', 'school', 'site', 'vendor', 'operator')),
  tier text check (tier in ('nation', 'province', 'city', 'county', 'school')),
  code text not null unique, name text not null, region_code text references region,
  parent_id uuid references organization, path text not null unique, unified_credit_code text,
  status text not null default 'ACTIVE' check (status in ('APPLYING', 'ACTIVE', 'SUSPENDED', 'TERMINATED')),
  stage text check (stage in ('PRIMARY', 'JUNIOR', 'NINE_YEAR', 'COMPLETE', 'SENIOR', 'SPECIAL', 'TEACHING_POINT')),
  area text check (area in ('URBAN', 'TOWN', 'RURAL')), publicly_run boolean, boarding boolean,
  school_code text check (school_code ~ '^[0-9]{10}$'), successor_id uuid references organization,
  version int not null default 0,
  demo boolean not null default false, created_at timestamptz not null default now(),
  check ((kind in ('bureau', 'school')) = (tier is not null)),
  constraint organization_is_not_above_itself check (parent_id <> id),
  constraint organization_has_another_successor check (successor_id <> id)
);
create index organization_by_path on organization (path text_pattern_ops);
create index organization_by_parent on organization (parent_id);
create unique index organization_code_as_meant on organization (identifier_key(code));
create unique index organization_school_code on organization (school_code);

-- What was true of it from which day on. Written by a trigger, so that no writer forgets it, and never changed: of several
-- rows of one day the last one holds. What an organization was when it came in holds for all days before as well, because
-- the books of years before the platform know it too. R__organizations_over_time.sql tells the tree of a day.
create table organization_fact (
  organization_id uuid not null references organization,
  holds_from date not null, seq bigint generated always as identity,
  kind text not null, tier text, code text not null, name text not null, region_code text, parent_id uuid,
  path text not null, unified_credit_code text, standing text not null, stage text, area text, publicly_run boolean,
  boarding boolean, school_code text, successor_id uuid,
  written_at timestamptz not null default clock_timestamp(),
  primary key (organization_id, holds_from, seq)
);
create index organization_fact_by_path on organization_fact (path text_pattern_ops);

-- An act upon the tree: done at once, or planned for a day and done when it comes.
create table organization_act (
  id uuid primary key,
  kind text not null check (kind in ('CREATE', 'CHANGE', 'MOVE', 'MERGE', 'SPLIT', 'CLOSE')),
  organization_id uuid not null, holds_from date not null, wish jsonb not null,
  reason text not null default '' check (length(reason) <= 500),
  state text not null default 'PLANNED' check (state in ('PLANNED', 'DONE', 'REFUSED', 'WITHDRAWN')),
  refusal_code text, refusal_values jsonb, asked_for uuid not null references organization,
  asked_by uuid, asked_by_name text not null, asked_at timestamptz not null default now(), ended_at timestamptz,
  check ((state = 'PLANNED') = (ended_at is null)), check ((state = 'REFUSED') = (refusal_code is not null))
);
comment on column organization_act.organization_id is 'of a planned CREATE it does not exist yet, so nothing is referred to';
create index organization_act_by_organization on organization_act (organization_id, asked_at desc);
create index organization_act_planned on organization_act (holds_from, asked_at) where state = 'PLANNED';
