-- Why: what a school is given follows from how many pupils each of its teaching points (教学点) had on the census day. A
-- bureau writes the count of its whole subtree down as a draft and freezes it; from then on nothing of it changes, so
-- that every allocation can be computed again to the fen.
-- A million rows: new tables only; enrolment_snapshot gets a nullable column, which does not rewrite it.
-- Undo: drop the functions, the tables and the column.

create table site_snapshot (
  id uuid primary key,
  fiscal_year int not null check (fiscal_year between 2000 and 2100),
  census_date date not null,
  bureau_id uuid not null references organization,
  bureau_path text not null,
  state text not null default 'draft' check (state in ('draft', 'frozen')),
  source text not null default '' check (length(source) <= 120),
  row_count int not null default 0,
  school_count int not null default 0,
  pupils bigint not null default 0,
  content_hash bytea,
  created_by uuid,
  created_by_name text not null,
  created_at timestamptz not null default now(),
  written_at timestamptz,
  frozen_by uuid,
  frozen_by_name text,
  frozen_at timestamptz,
  row_version int not null default 0,
  check ((state = 'frozen') = (content_hash is not null)),
  check ((state = 'frozen') = (frozen_at is not null)),
  check (census_date between make_date(fiscal_year - 1, 1, 1) and make_date(fiscal_year, 12, 31))
);
create index site_snapshot_by_bureau on site_snapshot (bureau_path text_pattern_ops, fiscal_year);

-- The pupils of one level at one teaching point. pupils counts everybody; boarders and the pupils of each kind of
-- disability are among them.
create table site_enrolment (
  snapshot_id uuid not null references site_snapshot,
  school_id uuid not null references organization,
  site_code text not null check (site_code ~ '^[0-9A-Za-z-]{1,20}$'),
  level text not null check (level in ('kindergarten', 'primary', 'junior', 'senior', 'special')),
  pupils int not null check (pupils between 0 and 50000),
  boarders int not null check (boarders between 0 and pupils),
  visual int not null default 0 check (visual >= 0),
  hearing int not null default 0 check (hearing >= 0),
  speech int not null default 0 check (speech >= 0),
  physical int not null default 0 check (physical >= 0),
  intellectual int not null default 0 check (intellectual >= 0),
  psychiatric int not null default 0 check (psychiatric >= 0),
  multiple int not null default 0 check (multiple >= 0),
  primary key (snapshot_id, school_id, site_code, level),
  check (visual + hearing + speech + physical + intellectual + psychiatric + multiple <= pupils),
  check (level <> 'special' or visual + hearing + speech + physical + intellectual + psychiatric + multiple = pupils)
);

-- What the count says, in one order, as one hash.
create function site_snapshot_hash(snapshot uuid) returns bytea language sql stable as $$
  select sha256(convert_to(concat_ws(E'\x1e', s.fiscal_year, s.census_date, s.bureau_path, (
      select string_agg(concat_ws(E'\x1f', e.school_id, e.site_code, e.level, e.pupils, e.boarders, e.visual, e.hearing,
                                  e.speech, e.physical, e.intellectual, e.psychiatric, e.multiple), E'\x1e'
                        order by e.school_id, e.site_code collate "C", e.level collate "C")
        from site_enrolment e where e.snapshot_id = s.id)), 'UTF8'))
    from site_snapshot s where s.id = snapshot
$$;

create function frozen_snapshot_stays() returns trigger language plpgsql set search_path = market, pg_temp as $$
begin
  if old.state = 'frozen' then
    raise exception 'snapshot % is frozen', old.id using errcode = 'integrity_constraint_violation';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger frozen_snapshot_stays before update or delete on site_snapshot
  for each row execute function frozen_snapshot_stays();

-- Once per statement, whatever the number of rows.
create function frozen_enrolment_stays() returns trigger language plpgsql set search_path = market, pg_temp as $$
declare
  frozen uuid;
begin
  select s.id into frozen from site_snapshot s
   where s.state = 'frozen' and s.id in (select t.snapshot_id from touched t) limit 1;
  if found then
    raise exception 'snapshot % is frozen', frozen using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create trigger frozen_enrolment_gets_no_more after insert on site_enrolment
  referencing new table as touched for each statement execute function frozen_enrolment_stays();
create trigger frozen_enrolment_is_not_changed after update on site_enrolment
  referencing old table as touched for each statement execute function frozen_enrolment_stays();
create trigger frozen_enrolment_is_not_taken_over after update on site_enrolment
  referencing new table as touched for each statement execute function frozen_enrolment_stays();
create trigger frozen_enrolment_loses_nothing after delete on site_enrolment
  referencing old table as touched for each statement execute function frozen_enrolment_stays();
create trigger site_enrolment_is_not_emptied before truncate on site_enrolment
  for each statement execute function forbid_change();
create trigger site_snapshot_is_not_emptied before truncate on site_snapshot
  for each statement execute function forbid_change();

-- Prices per head refer to the headcount of a school; it says from which snapshot it was taken, if from one.
alter table enrolment_snapshot add column site_snapshot_id uuid references site_snapshot;
