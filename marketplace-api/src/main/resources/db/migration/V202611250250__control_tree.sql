-- Why: a group of lines may float together (预算法 13: control stays, only its place moves up): a line that is bound at a
-- node draws on the node's money, while what it reserves, promises and spends stays its own. See docs/decisions/0010.
-- A million rows: one index, one column with a constant default; a posting looks the lines it names up by key once more.
-- Undo: drop the trigger, the functions, the column and the index.

alter table fund add column tied boolean not null default false;
update fund set tied = true where code = 'special';
comment on column fund.tied is '专款专用: money of this fund never serves another functional class';

create index budget_line_by_control_node on budget_line (control_node_id) where control_node_id is not null;

-- Whether money of the one line may go to the other (I16): never into another fund, never out of the project it is tied
-- to, and never out of its functional class when the whole fund is tied.
create function within_purpose(giver budget_line, taker budget_line) returns boolean language sql stable as $$
  select giver.fund_code = taker.fund_code
     and (giver.project = '' or giver.project = taker.project)
     and (giver.functional_class = taker.functional_class
          or not (select tied from fund where code = giver.fund_code))
$$;

-- The line whose money a line draws on: its topmost node, or itself. The limit only guards against what the trigger
-- below refuses anyway.
create function control_root(line uuid) returns uuid language sql stable as $$
  with recursive up as (
    select id, control_node_id, 0 as height from budget_line where id = line
    union all
    select n.id, n.control_node_id, up.height + 1 from up join budget_line n on n.id = up.control_node_id
     where up.height < 8)
  select id from up order by height desc limit 1
$$;

-- Why a line cannot be bound at a node; null when it can. Four levels are what province, city, county and school need.
create function control_tree_refusal(line budget_line, node uuid) returns text language plpgsql stable as $$
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

-- Bindings are rare and made one after the other, so that two of them cannot close a circle between them.
create function control_tree_is_a_tree() returns trigger language plpgsql as $$
declare
  reason text;
begin
  if new.control_node_id is null then
    return new;
  end if;
  perform pg_advisory_xact_lock(hashtext('control-tree'));
  reason := control_tree_refusal(new, new.control_node_id);
  if reason is not null then
    raise exception 'budget line % cannot be bound at %: %', new.id, new.control_node_id, reason
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger control_tree_is_a_tree before insert or update of control_node_id on budget_line
  for each row execute function control_tree_is_a_tree();

-- Binds a line, or frees it with a null node. Answers null, or why not. A line brings no money of its own along: what it
-- holds is transferred first, with approval. Its own two purses are shut, so a posting under way that has looked the
-- line up before is refused there, and post_journals has it tried again.
create function bind_budget_line(line uuid, node uuid) returns text
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
    insert into account (key, code, ledger, fund_code, fiscal_year, budget_line_id, limited)
      select account_key(k.code, k.scope, own.fund_code, own.fiscal_year, own.id, null, null), k.code, k.ledger,
             own.fund_code, own.fiscal_year, own.id, k.limited
        from account_class k where k.code in ('B110', 'B200') order by 1 on conflict (key) do nothing;
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

do $$
begin
  revoke all on function bind_budget_line(uuid, uuid) from public;
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    grant execute on function bind_budget_line(uuid, uuid) to "${appRole}";
  end if;
end $$;
