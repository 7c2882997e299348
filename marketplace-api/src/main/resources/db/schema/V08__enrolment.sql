-- What a school is given follows from how many pupils each of its teaching points (教学点) had on the census day. A bureau
-- writes the count of its whole subtree down as a draft and freezes it; from then on nothing of it changes, so that every
-- allocation can be computed again to the fen.

create table enrolment_snapshot (
  id uuid primary key, fiscal_year int not null check (fiscal_year between 2000 and 2100),
  census_date date not null, bureau_id uuid not null references organization, bureau_path text not null,
  state text not null default 'DRAFT' check (state in ('DRAFT', 'FROZEN')),
  source text not null default '' check (length(source) <= 120),
  row_count int not null default 0, school_count int not null default 0, pupils bigint not null default 0,
  content_hash bytea,
  created_by uuid, created_by_name text not null, created_at timestamptz not null default now(),
  written_at timestamptz, frozen_by uuid, frozen_by_name text, frozen_at timestamptz,
  row_version int not null default 0,
  check ((state = 'FROZEN') = (content_hash is not null)), check ((state = 'FROZEN') = (frozen_at is not null)),
  check (census_date between make_date(fiscal_year - 1, 1, 1) and make_date(fiscal_year, 12, 31))
);
create index enrolment_snapshot_by_bureau on enrolment_snapshot (bureau_path text_pattern_ops, fiscal_year);

-- The pupils of one level at one teaching point. pupils counts everybody; boarders and the pupils of each kind of
-- disability are among them.
create table site_enrolment (
  snapshot_id uuid not null references enrolment_snapshot, school_id uuid not null references organization,
  site_code text not null check (site_code ~ '^[0-9A-Za-z-]{1,20}$'),
  level text not null check (level in ('kindergarten', 'primary', 'junior', 'senior', 'special')),
  pupils int not null check (pupils between 0 and 50000), boarders int not null check (boarders between 0 and pupils),
  visual int not null default 0 check (visual >= 0), hearing int not null default 0 check (hearing >= 0),
  speech int not null default 0 check (speech >= 0), physical int not null default 0 check (physical >= 0),
  intellectual int not null default 0 check (intellectual >= 0),
  psychiatric int not null default 0 check (psychiatric >= 0),
  multiple int not null default 0 check (multiple >= 0),
  -- The pupils of each of the twelve grades, where a bureau counts them; none may be left out.
  grades int[] constraint grades_are_twelve check (cardinality(grades) = 12),
  primary key (snapshot_id, school_id, site_code, level),
  check (visual + hearing + speech + physical + intellectual + psychiatric + multiple <= pupils),
  constraint site_code_is_as_meant
    check (site_code !~ '[a-z]' and site_code !~ '^[0-9]$' and site_code !~ '^0[0-9]{2,}$'),
  check (level <> 'special' or visual + hearing + speech + physical + intellectual + psychiatric + multiple = pupils)
);

-- Adds the grades of teaching points up; one that was not counted by grade leaves the sum unknown.
create function grades_plus(sofar int[], more int[]) returns int[] language sql immutable as $$
  select case when cardinality(sofar) = 0 then more
              else (select array_agg(a.n + b.n order by a.place)
                      from unnest(sofar) with ordinality a(n, place) join unnest(more) with ordinality b(n, place)
                        using (place)) end
$$;
create aggregate grades_together(int[]) (sfunc = grades_plus, stype = int[], initcond = '{}');

-- One frozen count per school, year and level: what prices per head are computed from, and the snapshot it was taken
-- from, if from one.
create table headcount (
  id uuid primary key, school_id uuid not null references organization, fiscal_year int not null,
  level text not null check (level in ('kindergarten', 'primary', 'junior', 'senior', 'special')),
  pupils int not null check (pupils >= 0), boarders int not null check (boarders >= 0 and boarders <= pupils),
  special_education_pupils int not null check (special_education_pupils >= 0 and special_education_pupils <= pupils),
  census_date date not null, frozen_at timestamptz not null default now(),
  enrolment_snapshot_id uuid references enrolment_snapshot,
  grades int[] constraint grades_of_a_school_are_twelve check (cardinality(grades) = 12),
  unique (school_id, fiscal_year, level)
);

-- The count that a school is asked for in a year: that year's, or the last year's where this year's is not in yet.
create function census_of(school uuid, year int) returns table (level text, pupils int, grades int[]) language sql stable as $$
  select h.level, h.pupils, h.grades from headcount h
   where h.school_id = school
     and h.fiscal_year = (select max(c.fiscal_year) from headcount c
                           where c.school_id = school and c.fiscal_year between year - 1 and year and c.pupils > 0)
$$;
