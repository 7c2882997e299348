-- Why: everything hangs on who buys, who sells and who may see whom: the tree of regions and organizations.
-- A million rows: minutes, nothing here rewrites. Undo: drop the three tables; nothing precedes them.

create table region (
  code text primary key check (code ~ '^[0-9]{6}$'),
  name text not null,
  tier text not null check (tier in ('nation', 'province', 'city', 'county')),
  parent_code text references region
);

-- path is the chain of codes from the nation down, so that a subtree is one prefix: '100000.440000.440100.440106.s0001'.
create table organization (
  id uuid primary key,
  kind text not null check (kind in ('bureau', 'school', 'vendor', 'operator')),
  tier text check (tier in ('nation', 'province', 'city', 'county', 'school')),
  code text not null unique,
  name text not null,
  region_code text references region,
  parent_id uuid references organization,
  path text not null unique,
  unified_credit_code text,
  status text not null default 'active' check (status in ('applying', 'active', 'suspended', 'terminated')),
  demo boolean not null default false,
  created_at timestamptz not null default now(),
  check ((kind in ('bureau', 'school')) = (tier is not null))
);
create index organization_by_path on organization (path text_pattern_ops);
create index organization_by_parent on organization (parent_id);

-- One frozen count per school, year and level: what prices per pupil and allocations are computed from.
create table enrolment_snapshot (
  id uuid primary key,
  school_id uuid not null references organization,
  fiscal_year int not null,
  level text not null check (level in ('kindergarten', 'primary', 'junior', 'senior', 'special')),
  pupils int not null check (pupils >= 0),
  boarders int not null check (boarders >= 0 and boarders <= pupils),
  special_education_pupils int not null check (special_education_pupils >= 0 and special_education_pupils <= pupils),
  census_date date not null,
  frozen_at timestamptz not null default now(),
  unique (school_id, fiscal_year, level)
);
