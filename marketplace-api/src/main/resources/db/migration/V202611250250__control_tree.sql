-- Why: a group of lines may float together (预算法 13: control stays, only its place moves up): a line that is bound at a
-- node draws on the node's money, while what it reserves, promises and spends stays its own. See docs/decisions/0010.
-- A million rows: one index, one column with a constant default; a posting looks the lines it names up by key once more.
-- Undo: drop post_journals, rename post_named_journals back, drop the trigger, the functions, the column and the index.

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

-- The posting function as it was, under a name that says that it takes lines as they are named.
alter function post_journals(uuid[], text[], text[], text[], uuid[], uuid[], text[], uuid[], uuid[], boolean[], boolean[],
  text[], boolean[], date, text[], uuid[], uuid[], text[], int[], text[], text[], bigint[], int[], int[], uuid[], int[],
  timestamptz[], boolean) rename to post_named_journals;

-- Looks up where the money of the lines lies: UNR and AVL of a bound line are those of its topmost node; everything else
-- stays with the line. Two names of one account become one, because the posting function keeps one copy per name.
create function post_journals(
  ids uuid[], contents text[], kinds text[], document_types text[], documents uuid[], actors uuid[], actor_names text[],
  organizations uuid[], corrections uuid[], line_year_only boolean[], into_closed boolean[], repeatable_after text[],
  sticky boolean[], posting_date date,
  account_codes text[], account_lines uuid[], account_documents uuid[], account_parties text[],
  leg_journal int[], leg_effect text[], leg_mode text[], leg_amount bigint[], leg_debit int[], leg_credit int[],
  leg_pending_journal uuid[], leg_pending_seq int[], leg_expires timestamptz[], keep_refusals boolean)
returns jsonb[]
language plpgsql security definer set search_path = market, pg_temp set enable_seqscan = off set jit = off
set plan_cache_mode = auto
as $$
declare
  answers jsonb[];
  places int[];
begin
  -- Planning a dozen statements costs more than a small batch does; a large one must not run on the plan of a small one,
  -- made perhaps when the tables were empty.
  perform set_config('plan_cache_mode',
    case when cardinality(ids) > 300 then 'force_custom_plan' else 'force_generic_plan' end, true);
  if exists (select from budget_line b where b.id = any (account_lines) and b.control_node_id is not null) then
    select array_agg(case when u.code in ('B110', 'B200') and b.control_node_id is not null
                          then control_root(u.line) else u.line end order by u.at)
      into account_lines
      from unnest(account_codes, account_lines) with ordinality u(code, line, at) left join budget_line b on b.id = u.line;
    select array_agg(x.first order by x.at) into places
      from (select u.at, min(u.at) over (partition by u.code, u.line, u.document, u.party) as first
              from unnest(account_codes, account_lines, account_documents, account_parties)
                     with ordinality u(code, line, document, party, at)) x;
    select array_agg(places[u.d] order by u.at), array_agg(places[u.c] order by u.at) into leg_debit, leg_credit
      from unnest(leg_debit, leg_credit) with ordinality u(d, c, at);
  end if;
  answers := post_named_journals(ids, contents, kinds, document_types, documents, actors, actor_names, organizations,
    corrections, line_year_only, into_closed, repeatable_after, sticky, posting_date, account_codes, account_lines,
    account_documents, account_parties, leg_journal, leg_effect, leg_mode, leg_amount, leg_debit, leg_credit,
    leg_pending_journal, leg_pending_seq, leg_expires, keep_refusals);
  -- Every statement here sees what has been committed since: a line that was bound while this waited for its lock.
  if exists (select from unnest(answers) a join budget_line b on b.id = (a->>'line')::uuid
              where a->>'code' = 'period-closed' and b.control_node_id is not null) then
    raise exception 'a budget line was bound meanwhile' using errcode = 'serialization_failure';
  end if;
  return answers;
end $$;

do $$
declare
  posting constant regprocedure := (select oid from pg_proc where proname = 'post_journals' and pronamespace = 'market'::regnamespace);
  named constant regprocedure := (select oid from pg_proc where proname = 'post_named_journals' and pronamespace = 'market'::regnamespace);
begin
  execute format('revoke all on function %s from public', posting);
  revoke all on function bind_budget_line(uuid, uuid) from public;
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    execute format('grant execute on function %s to "${appRole}"', posting);
    execute format('revoke execute on function %s from "${appRole}"', named);
    grant execute on function bind_budget_line(uuid, uuid) to "${appRole}";
  end if;
end $$;
