-- Which rule is in force, and which line gives the money.

-- The regions whose standards a region follows, its own first.
create or replace function region_chain(code text) returns text[] language sql immutable as $$
  select case when code is null then array ['100000']
    else array [code, left(code, 4) || '00', left(code, 2) || '0000', '100000'] end
$$;

-- The standard in force for a component of the formula on a day; no row when there is none. A published minimum serves
-- where no basic standard was set.
create or replace function standard_in_force(region text, of_level text, of_component text, of_disability text, on_day date)
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

-- What the count says, in one order, as one hash.
create or replace function enrolment_snapshot_hash(snapshot uuid) returns bytea language sql stable as $$
  select sha256(convert_to(concat_ws(E'\x1e', s.fiscal_year, s.census_date, s.bureau_path, (
      select string_agg(concat_ws(E'\x1f', e.school_id, e.site_code, e.level, e.pupils, e.boarders, e.visual, e.hearing,
                                  e.speech, e.physical, e.intellectual, e.psychiatric, e.multiple, e.grades), E'\x1e'
                        order by e.school_id, e.site_code collate "C", e.level collate "C")
        from site_enrolment e where e.snapshot_id = s.id)), 'UTF8'))
    from enrolment_snapshot s where s.id = snapshot
$$;

-- A line whose name begins with its fund is not named after it twice.
create or replace function line_title(fund text, line text) returns text language sql immutable as $$
  select case when starts_with(line, fund) then line else fund || ' · ' || line end
$$;

-- Whether money of the one line may go to the other (I16): never into another fund, never out of the project it is tied
-- to, and never out of its functional class when the whole fund is tied.
create or replace function within_purpose(giver budget_line, taker budget_line) returns boolean language sql stable as $$
  select giver.fund_code = taker.fund_code
     and (giver.project = '' or giver.project = taker.project)
     and (giver.functional_class = taker.functional_class
          or not (select tied from fund where code = giver.fund_code))
$$;

-- The line whose money a line draws on: its topmost node, or itself. The limit only guards against what the trigger
-- control_tree_is_a_tree refuses anyway.
create or replace function control_root(line uuid) returns uuid language sql stable as $$
  with recursive up as (
    select id, control_node_id, 0 as height from budget_line where id = line
    union all
    select n.id, n.control_node_id, up.height + 1 from up join budget_line n on n.id = up.control_node_id
     where up.height < 8)
  select id from up order by height desc limit 1
$$;

-- Why a line cannot be bound at a node; null when it can. Four levels are what province, city, county and school need.
create or replace function control_tree_refusal(line budget_line, node uuid) returns text language plpgsql stable as $$
declare
  above budget_line;
  reason text;
  depth int;
  height int;
begin
  select * into above from budget_line where id = node;
  if not found then
    return 'budget-line-not-found';
  end if;
  with recursive up as (
    select id, control_node_id, 1 as depth, id = line.id as cycle from budget_line where id = node
    union all
    select n.id, n.control_node_id, up.depth + 1, n.id = line.id
      from up join budget_line n on n.id = up.control_node_id where not up.cycle and up.depth < 8)
  select case when bool_or(cycle) then 'control-tree-cycle' end, max(up.depth) into reason, depth from up;
  if reason is not null then
    return reason;
  end if;
  with recursive down as (
    select line.id as id, 0 as height
    union all
    select b.id, down.height + 1 from down join budget_line b on b.control_node_id = down.id where down.height < 8)
  select max(down.height) into height from down;
  return case
    when depth + height > 3 then 'control-tree-too-deep'
    when (above.fund_code, above.fiscal_year) <> (line.fund_code, line.fiscal_year) then 'control-node-of-another-purse'
    when not within_purpose(above, line) then 'purpose-forbids'
    when not exists (
      select from organization own join organization upper on own.path = upper.path or starts_with(own.path, upper.path || '.')
       where own.id = line.organization_id and upper.id = above.organization_id) then 'control-node-of-another-purse'
  end;
end $$;

-- Binds a line, or frees it with a null node. Answers null, or why not. A line brings no money of its own along: what it
-- holds is transferred first, with approval. Its own two purses are shut, so a posting under way that has looked the
-- line up before is refused there, and post_journals has it tried again.
create or replace function bind_budget_line(line uuid, node uuid) returns text
language plpgsql security definer set search_path = market, pg_temp as $$
declare
  own budget_line;
  held bigint;
  reason text;
begin
  perform pg_advisory_xact_lock(hashtext('control-tree'));
  select * into own from budget_line where id = line for update;
  if not found then
    return 'budget-line-not-found';
  end if;
  if exists (select from closed_year y where y.organization_id = own.organization_id
                and y.fiscal_year = own.fiscal_year and y.reopened_at is null) then
    return 'fiscal-year-closed';
  end if;
  if node is not null then
    reason := control_tree_refusal(own, node);
    if reason is not null then
      return reason;
    end if;
    perform open_purses(array [line]);
  end if;
  perform from account where budget_line_id = line and code in ('B110', 'B200') order by id for no key update;
  select coalesce(sum(credits_posted - debits_posted), 0) into held
    from account where budget_line_id = line and code in ('B110', 'B200');
  if node is not null and held > 0 then
    return 'budget-line-holds-money:' || held;
  end if;
  update account set closed = node is not null where budget_line_id = line and code in ('B110', 'B200');
  update budget_line set control_node_id = node where id = line;
  return null;
end $$;

-- The line of the next year that takes what is carried out of a line: the same purse, carried once more, under the same
-- node's successor. What is promised to a vendor is carried however old it is; two is the most that is counted.
create or replace function next_year_line(line uuid) returns uuid language plpgsql set search_path = market, pg_temp as $$
declare
  own budget_line;
  upper uuid;
  found_id uuid;
begin
  select * into strict own from budget_line where id = line;
  if own.control_node_id is not null then
    upper := next_year_line(own.control_node_id);
  end if;
  insert into budget_line (id, fund_code, fiscal_year, organization_id, functional_class, economic_class, project, name,
                           carried_years, control_node_id)
    values (md5('next-year-line:' || own.id)::uuid, own.fund_code, own.fiscal_year + 1, own.organization_id,
            own.functional_class, own.economic_class, own.project,
            regexp_replace(own.name, '（[0-9]{4}年结转）$', '') || '（' || own.fiscal_year || '年结转）',
            least(own.carried_years + 1, 2), upper)
    on conflict do nothing;
  select b.id into strict found_id from budget_line b
   where (b.fund_code, b.fiscal_year, b.organization_id, b.functional_class, b.economic_class, b.project, b.carried_years)
       = (own.fund_code, own.fiscal_year + 1, own.organization_id, own.functional_class, own.economic_class, own.project,
          least(own.carried_years + 1, 2));
  return found_id;
end $$;

-- The line that a contract stands on now, however often it was carried.
create or replace function charged_line(contract uuid, issued_from uuid) returns uuid language sql stable as $$
  with recursive chain as (
    select issued_from as line, 0 as years
    union all
    select c.to_line_id, chain.years + 1 from chain join carried_contract c
        on c.contract_id = contract and c.from_line_id = chain.line and c.returned_by is null
     where chain.years < 20)
  select line from chain order by years desc limit 1
$$;
