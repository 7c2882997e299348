-- A year's money for thirty thousand schools is computed, looked at, approved by somebody else and then posted in portions.
-- A run keeps everything it was computed from, so that it can be explained and computed again to the fen, and how far it
-- has come, so that a process that was killed is continued by the next. The large tables have no foreign keys, which would
-- look at the same run a hundred thousand times: the trigger that guards what is approved looks once per statement.

create table allocation_run (
  id uuid primary key,
  fund_code text not null references fund, fiscal_year int not null check (fiscal_year between 2000 and 2100),
  snapshot_id uuid not null references enrolment_snapshot,
  bureau_id uuid not null references organization, bureau_path text not null, standards_on date not null,
  state text not null default 'COMPUTED' check (state in ('COMPUTED', 'APPROVED', 'POSTING', 'POSTED', 'CANCELLED')),
  previous_id uuid references allocation_run,
  school_count int not null default 0, line_count int not null default 0,
  total_in_fen bigint not null default 0 check (total_in_fen >= 0),
  lines_posted int not null default 0 check (lines_posted between 0 and line_count), attention text,
  computed_by uuid, computed_by_name text not null, computed_at timestamptz not null default clock_timestamp(),
  approved_by uuid, approved_by_name text, approved_at timestamptz,
  posting_by uuid, posting_by_name text, posting_at timestamptz,
  progress_at timestamptz, posted_at timestamptz,
  cancelled_by uuid, cancelled_by_name text, cancelled_at timestamptz, row_version int not null default 0,
  constraint allocation_is_approved_by_another check (approved_by is null or approved_by <> computed_by),
  check ((approved_at is null) = (state in ('COMPUTED', 'CANCELLED')) or state = 'CANCELLED'),
  check ((state = 'POSTED') = (posted_at is not null)), check (state <> 'POSTED' or lines_posted = line_count)
);
create index allocation_run_by_bureau on allocation_run (bureau_path text_pattern_ops, fiscal_year);
create index allocation_run_posting on allocation_run (id) where state = 'POSTING';

-- One row per fund and year: whoever approves holds it, so that two runs are not approved on the same past.
create table allocation_year (
  fund_code text not null references fund, fiscal_year int not null,
  primary key (fund_code, fiscal_year)
);

-- The standards as they stood when the run was computed. component as in the formula; disability '' where it has none.
create table allocation_standard (
  run_id uuid not null references allocation_run, region_code text not null, level text not null,
  component text not null check (component in ('base', 'boarding-supplement', 'small-site-floor', 'special-education')),
  disability text not null, amount_in_fen bigint, pupils int, multiplier_in_hundredths int,
  decided_by text not null, valid_from date not null, source text not null, verified boolean not null,
  primary key (run_id, region_code, level, component, disability)
);

create table allocation_share (
  run_id uuid not null references allocation_run, region_code text not null,
  tier text not null check (tier in ('nation', 'province', 'city', 'county', 'school')),
  share_in_basis_points int not null, source text not null, verified boolean not null,
  primary key (run_id, region_code, tier)
);

create table allocation_line_rule (
  run_id uuid not null references allocation_run, region_code text not null, level text not null,
  functional_class text not null, economic_class text not null, line_name text not null,
  share_in_basis_points int not null, source text not null, verified boolean not null,
  primary key (run_id, region_code, level, functional_class, economic_class)
);

create table allocation_tranche (
  run_id uuid not null references allocation_run, seq int not null, due_on date not null,
  share_in_basis_points int not null, source text not null, verified boolean not null,
  state text not null default 'PLANNED' check (state in ('PLANNED', 'RELEASING', 'RELEASED')),
  lines_released int not null default 0, attention text, released_by uuid, released_by_name text,
  releasing_at timestamptz, released_at timestamptz,
  primary key (run_id, seq)
);
create index allocation_tranche_releasing on allocation_tranche (run_id) where state = 'RELEASING';

create table allocation_school (
  run_id uuid not null, school_id uuid not null, region_code text not null,
  amount_in_fen bigint not null check (amount_in_fen >= 0),
  nation_in_fen bigint not null check (nation_in_fen >= 0),
  province_in_fen bigint not null check (province_in_fen >= 0),
  city_in_fen bigint not null check (city_in_fen >= 0), county_in_fen bigint not null check (county_in_fen >= 0),
  school_in_fen bigint not null check (school_in_fen >= 0),
  primary key (run_id, school_id),
  check (nation_in_fen + province_in_fen + city_in_fen + county_in_fen + school_in_fen = amount_in_fen)
);

-- Why a school gets what it gets: so many pupils, counted as so many, times a standard, times a multiplier.
create table allocation_term (
  run_id uuid not null, school_id uuid not null, site_code text not null, level text not null,
  component text not null check (component in ('base', 'boarding-supplement', 'special-education')),
  disability text not null, pupils int not null, counted int not null,
  unit_in_fen bigint not null, multiplier_in_hundredths int not null, amount_in_fen bigint not null,
  primary key (run_id, school_id, site_code, level, component, disability)
);

-- What goes to which budget line. before_in_fen was given to the line by earlier runs of the same year; the rest is posted.
create table allocation_line (
  run_id uuid not null, seq int not null check (seq > 0), school_id uuid not null, budget_line_id uuid not null,
  functional_class text not null, economic_class text not null, line_name text not null,
  amount_in_fen bigint not null check (amount_in_fen >= 0),
  before_in_fen bigint not null default 0 check (before_in_fen >= 0),
  primary key (run_id, seq), unique (budget_line_id, run_id)
);
create index allocation_line_by_school on allocation_line (run_id, school_id);

create view line_given as
  select g.fund_code, g.fiscal_year, g.budget_line_id, g.school_id, g.line_name,
         greatest(0, g.fen - greatest(0, c.fen))::bigint as fen
    from (select r.fund_code, r.fiscal_year, l.budget_line_id, l.school_id, max(l.line_name) as line_name,
                 sum(l.amount_in_fen - l.before_in_fen) as fen
            from allocation_line l join allocation_run r on r.id = l.run_id
           where r.state in ('APPROVED', 'POSTING', 'POSTED')
           group by r.fund_code, r.fiscal_year, l.budget_line_id, l.school_id) g
   cross join lateral (
     select coalesce((select sum(amount_in_fen) from budget_change
                       where from_line_id = g.budget_line_id and kind = 'CUT' and state = 'APPROVED'), 0)
          - coalesce((select sum(amount_in_fen) from budget_change
                       where to_line_id = g.budget_line_id and kind = 'ADDITION' and state = 'APPROVED'), 0) as fen) c;
comment on view line_given is
  'What allocations gave a line and was not taken back: cuts count as far as they did not take back additions.';
