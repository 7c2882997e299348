-- Who may give which role, and which duties one person must not hold together: data in one place, which acts, pages, the
-- guard below and verify ask alike. A row that changes here holds from the next start on; what was granted before stays.

delete from grant_right;
insert into grant_right (granter, role, reach)
  select 'OPERATOR', unnest(array['TEACHER', 'PURCHASER', 'ACCOUNTANT', 'CASHIER', 'PRINCIPAL', 'REGISTRAR', 'COUNTY_BUREAU',
                                  'CITY_BUREAU', 'PROVINCE_BUREAU', 'AUDITOR', 'VENDOR_MANAGER', 'OPERATOR', 'PUPIL', 'PARENT']), 'EVERYWHERE'
  union all
  -- A bureau staffs its own offices and schools. Its colleagues come from above, and so does who audits it.
  select granter, role, 'SUBTREE'
    from unnest(array['PROVINCE_BUREAU', 'CITY_BUREAU', 'COUNTY_BUREAU']) granter,
         unnest(array['TEACHER', 'PURCHASER', 'ACCOUNTANT', 'CASHIER', 'PRINCIPAL', 'REGISTRAR', 'PUPIL', 'PARENT']) role
  union all
  select * from (values
    ('PROVINCE_BUREAU', 'CITY_BUREAU', 'BELOW'), ('PROVINCE_BUREAU', 'COUNTY_BUREAU', 'BELOW'), ('PROVINCE_BUREAU', 'AUDITOR', 'BELOW'),
    ('CITY_BUREAU', 'COUNTY_BUREAU', 'BELOW'), ('CITY_BUREAU', 'AUDITOR', 'BELOW')) bureaus
  union all
  select 'PRINCIPAL', unnest(array['TEACHER', 'PURCHASER', 'ACCOUNTANT', 'CASHIER', 'REGISTRAR', 'PUPIL', 'PARENT']), 'OWN'
  union all
  select 'VENDOR_MANAGER', 'VENDOR_MANAGER', 'OWN';

delete from role_place;
insert into role_place (role, kind, tier)
  select role, 'school', 'school'
    from unnest(array['PUPIL', 'PARENT', 'TEACHER', 'PURCHASER', 'ACCOUNTANT', 'CASHIER', 'PRINCIPAL', 'REGISTRAR']) role
  union all
  select role, 'bureau', tier
    from unnest(array['PURCHASER', 'ACCOUNTANT', 'CASHIER', 'AUDITOR']) role, unnest(array['nation', 'province', 'city', 'county']) tier
  union all
  select role, 'site', null from unnest(array['PUPIL', 'PARENT', 'TEACHER']) role
  union all
  select * from (values ('PROVINCE_BUREAU', 'bureau', 'province'), ('CITY_BUREAU', 'bureau', 'city'), ('COUNTY_BUREAU', 'bureau', 'county'),
    ('VENDOR_MANAGER', 'vendor', null), ('OPERATOR', 'operator', null)) places;

-- 不相容岗位相互分离: 行政事业单位内部控制规范（试行）（财会〔2012〕21号）第十二条. Who pays keeps no books: 会计法（2017年修正）第三十七条.
delete from excluded_duty;
insert into excluded_duty (one, other, reach, source) values
  ('CASHIER', 'ACCOUNTANT', 'OWN', '会计法（2017年修正）第三十七条：出纳人员不得兼任稽核和账目登记'),
  ('CASHIER', 'PRINCIPAL', 'OWN', '财会〔2012〕21号：审批与付款分离'),
  ('CASHIER', 'PURCHASER', 'OWN', '财会〔2012〕21号：采购与付款分离'),
  ('ACCOUNTANT', 'PURCHASER', 'OWN', '财会〔2012〕21号：采购与审核记账分离'),
  ('ACCOUNTANT', 'PRINCIPAL', 'OWN', '财会〔2012〕21号：审核与审批分离'),
  ('PRINCIPAL', 'PURCHASER', 'OWN', '财库〔2016〕99号：采购需求与内部审批分离');
insert into excluded_duty (one, other, reach, source)
  select 'AUDITOR', role, 'LINE', '审计法：审计独立，审计人员不办理被审计单位的业务'
    from unnest(array['PURCHASER', 'ACCOUNTANT', 'CASHIER', 'PRINCIPAL', 'COUNTY_BUREAU', 'CITY_BUREAU', 'PROVINCE_BUREAU']) role
  union all
  select 'VENDOR_MANAGER', role, 'EVERYWHERE', '政府采购法第十二条：与供应商有利害关系的采购人员回避'
    from unnest(array['PURCHASER', 'ACCOUNTANT', 'CASHIER', 'PRINCIPAL', 'COUNTY_BUREAU', 'CITY_BUREAU', 'PROVINCE_BUREAU', 'AUDITOR', 'OPERATOR']) role;

-- Whether a right that is held at one place of the tree reaches another.
create or replace function reaches(in_reach text, in_from text, in_to text) returns boolean language sql immutable as $$
  select case in_reach
    when 'EVERYWHERE' then true
    when 'OWN' then in_to = in_from
    when 'BELOW' then starts_with(in_to, in_from || '.')
    when 'SUBTREE' then in_to = in_from or starts_with(in_to, in_from || '.')
    when 'LINE' then in_to = in_from or starts_with(in_to, in_from || '.') or starts_with(in_from, in_to || '.')
  end
$$;

-- Why one person must not hold both: the law, or that he holds the very same already. Null when he may.
create or replace function why_excluded(in_role text, in_path text, in_other text, in_other_path text) returns text
  language sql stable as $$
  select case when in_role = in_other and in_path = in_other_path then 'held'
    else (select d.source from excluded_duty d
           where (d.one, d.other) in ((in_role, in_other), (in_other, in_role)) and reaches(d.reach, in_path, in_other_path))
    end
$$;

-- A role is over at its end; what was ended before it began was never held.
create or replace function is_over(r role_assignment) returns boolean language sql stable as $$
  select coalesce(r.valid_until <= greatest(now(), r.valid_from), false)
$$;

-- Whoever lends a duty holds it himself, in the same place, as long as he lends it, and was not lent it.
create or replace function lends_his_own(r role_assignment) returns boolean language sql stable as $$
  -- What was ended before it began was never held.
  select r.valid_until <= r.valid_from or exists (
    select from role_assignment g
     where g.id = r.lent_from and g.lent_because is null and g.person_id = r.granted_by and g.person_id <> r.person_id
       and g.organization_id = r.granted_for and g.organization_id = r.organization_id
       and g.role = r.granted_as and g.role = r.role
       and g.valid_from <= r.valid_from and (g.valid_until is null or g.valid_until >= r.valid_until))
$$;

-- In whose place somebody could act in an organization at a moment: whoever lent him one of these roles. Null for most.
create or replace function acting_for(in_person uuid, in_organization uuid, in_roles text, in_at timestamptz) returns text
  language plpgsql stable as $$
begin
  -- Its plan is kept for the session; one of language sql is planned anew in every statement that names somebody.
  return (
    select string_agg(distinct name_and_place(g.id, g.display_name, in_at), '、')
      from role_assignment r join person g on g.id = r.granted_by
     where r.person_id = in_person and r.organization_id = in_organization and r.lent_because is not null
       and r.role = any(string_to_array(in_roles, ',')) and r.valid_from <= in_at and r.valid_until > in_at);
end $$;

-- Where somebody had a role at a moment, the organizations by their names of today; null for who had none, as for a machine.
create or replace function places_of(in_person uuid, in_at timestamptz) returns text language plpgsql stable as $$
begin
  return (
    select string_agg(distinct o.name, '、')
      from role_assignment r join organization o on o.id = r.organization_id
     where r.person_id = in_person and r.valid_from <= in_at and (r.valid_until is null or r.valid_until >= in_at));
end $$;

-- Somebody as papers name him that several organizations read.
create or replace function name_and_place(in_person uuid, in_name text, in_at timestamptz) returns text
  language sql stable as $$
  select in_name || coalesce('（' || places_of(in_person, in_at) || '）', '')
$$;

-- A grant is never edited, only ended, and ended once; two grants at once are decided under the row of the person.
create or replace function grant_stands() returns trigger language plpgsql as $$
declare
  ending constant text[] := array['valid_until', 'ended_by', 'ended_for', 'ended_at', 'end_reason'];
  clash text;
begin
  perform refuse_when(tg_op = 'DELETE', 'a grant is never taken away, only ended');
  if tg_op = 'UPDATE' then
    perform refuse_when(to_jsonb(new) - ending is distinct from to_jsonb(old) - ending
      or new.valid_until is null or new.valid_until > old.valid_until or old.valid_until < now(),
      'a grant is never edited, only ended');
    return new;
  end if;
  select path into new.organization_path from organization where id = new.organization_id;
  select path into new.granted_path from organization where id = new.granted_for;
  perform from person where id = new.person_id for no key update;
  select why_excluded(r.role, r.organization_path, new.role, new.organization_path) into clash
    from role_assignment r
   where r.person_id = new.person_id and r.id <> new.id
     and tstzrange(r.valid_from, r.valid_until) && tstzrange(new.valid_from, new.valid_until)
     and why_excluded(r.role, r.organization_path, new.role, new.organization_path) is not null
   limit 1;
  perform refuse_when(clash is not null, 'the person holds a role that excludes this one: ' || clash);
  perform refuse_when(new.lent_from is not null and not lends_his_own(new), 'nobody lends more than he holds');
  return new;
end $$;
create or replace trigger grant_stands before insert or update or delete on role_assignment
  for each row execute function grant_stands();

-- Who holds a duty no longer lends it no longer.
create or replace function lent_ends_with_lender() returns trigger language plpgsql as $$
begin
  update role_assignment
     set valid_until = greatest(valid_from, new.valid_until), ended_by = new.ended_by, ended_for = new.ended_for,
         ended_at = new.ended_at, end_reason = new.end_reason
   where lent_from = new.id and valid_until > greatest(valid_from, new.valid_until);
  return null;
end $$;
create or replace trigger lent_ends_with_lender after update of valid_until on role_assignment
  for each row execute function lent_ends_with_lender();
