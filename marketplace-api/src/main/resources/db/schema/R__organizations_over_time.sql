-- What organizations were on other days than today.

-- Every change of today's row becomes a fact that holds from today; the first one holds from ever.
create or replace function keep_organization_facts() returns trigger language plpgsql security definer
set search_path = market, pg_temp as $$
begin
  insert into organization_fact (organization_id, holds_from, kind, tier, code, name, region_code, parent_id, path,
         unified_credit_code, standing, stage, area, publicly_run, boarding, school_code, successor_id)
  select n.id, case tg_op when 'INSERT' then '-infinity' else beijing_day(now()) end, n.kind, n.tier, n.code, n.name,
         n.region_code, n.parent_id, n.path, n.unified_credit_code, n.status, n.stage, n.area, n.publicly_run, n.boarding,
         n.school_code, n.successor_id
    from now_there n;
  return null;
end $$;

create or replace trigger facts_are_kept_at_first after insert on organization referencing new table as now_there
  for each statement execute function keep_organization_facts();
create or replace trigger facts_are_kept after update on organization referencing new table as now_there
  for each statement execute function keep_organization_facts();

-- The organizations as they were on a day. It is inlined, so a condition on the path finds its rows by the index. Where
-- today is meant, organization itself says the same.
create or replace function organization_on(day date) returns table (
  id uuid, kind text, tier text, code text, name text, parent_id uuid, path text, status text)
language sql stable as $$
  select f.organization_id, f.kind, f.tier, f.code, f.name, f.parent_id, f.path, f.standing
    from organization_fact f
   where f.holds_from <= day
     and not exists (select from organization_fact later
                      where later.organization_id = f.organization_id and later.holds_from <= day
                        and (later.holds_from, later.seq) > (f.holds_from, f.seq))
$$;
