-- Why: the money for pupils with special needs differs by disability (按残疾类别), and standards are looked up in law's
-- order: the region's own, then its city's, its province's, the nation's.
-- A million rows: a few dozen rows. Undo: drop the functions, the table and the column; restore the primary key.

alter table funding_standard add column disability text not null default 'all' check (disability in (
  'all', 'visual', 'hearing', 'speech', 'physical', 'intellectual', 'psychiatric', 'multiple'));
alter table funding_standard drop constraint funding_standard_pkey;
alter table funding_standard add primary key (region_code, area, level, component, disability, valid_from);

insert into funding_standard (region_code, level, component, disability, valid_from, multiplier_in_hundredths, source, verified)
select '440000', 'special', 'special-education', disability, '2016-01-01', 1000, '按残疾类别为普通学生的 8 至 10 倍，取上限，未核对', false
  from unnest(array ['visual', 'hearing', 'intellectual', 'psychiatric', 'multiple']) disability;

-- Which side of the national table a province is on.
create table funding_area (
  province_code text primary key check (province_code ~ '^[0-9]{2}0000$'),
  area text not null check (area in ('east', 'mid-west')),
  source text not null,
  verified boolean not null
);
insert into funding_area (province_code, area, source, verified)
select code, 'east', '国发〔2015〕67号对东部的列举，未核对', false
  from unnest(array ['110000', '120000', '210000', '310000', '320000', '330000', '350000', '370000', '440000']) code;

-- The regions whose standards a region follows, its own first.
create function region_chain(code text) returns text[] language sql immutable as $$
  select case when code is null then array ['100000']
    else array [code, left(code, 4) || '00', left(code, 2) || '0000', '100000'] end
$$;

-- The standard in force for a component of the formula on a day; no row when there is none. A published minimum serves
-- where no basic standard was set.
create function standard_in_force(region text, of_level text, of_component text, of_disability text, on_day date)
  returns setof funding_standard language sql stable rows 1 as $$
  select s.*
    from unnest(region_chain(region)) with ordinality r (code, distance)
    join funding_standard s on s.region_code = r.code
   where s.component in (of_component, case of_component when 'base' then 'minimum' end)
     and s.level in (of_level, 'all')
     and s.disability in (of_disability, 'all')
     and s.area in ('all', coalesce(
           (select a.area from funding_area a where a.province_code = left(region, 2) || '0000'), 'mid-west'))
     and s.valid_from <= on_day and (s.valid_until is null or s.valid_until > on_day)
   order by r.distance, s.component, (s.level = 'all'), (s.disability = 'all'), (s.area = 'all'), s.valid_from desc
   limit 1
$$;
