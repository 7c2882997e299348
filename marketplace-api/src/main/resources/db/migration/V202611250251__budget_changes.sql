-- Why: money moves between lines, comes and goes during the year only when somebody asked and somebody else agreed
-- (预算法 13, 63, 72: transfers are strictly controlled). The paper and the posting commit together.
-- A million rows: look-ups by key and two small indexes. Undo: drop the table and its functions.

create table budget_change (
  id uuid primary key,
  kind text not null check (kind in ('TRANSFER', 'ADDITION', 'CUT')),
  -- Where the money is taken from, null for an addition; where it goes to, null for a cut.
  from_line_id uuid,
  to_line_id uuid,
  amount_in_fen bigint not null check (amount_in_fen between 1 and 1000000000000000),
  reason text not null check (length(reason) between 1 and 500),
  state text not null default 'REQUESTED' check (state in ('REQUESTED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
  requested_by uuid not null,
  requested_by_name text not null,
  requested_at timestamptz not null default now(),
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  decision_note text not null default '' check (length(decision_note) <= 500),
  check ((from_line_id is null) = (kind = 'ADDITION')),
  check ((to_line_id is null) = (kind = 'CUT')),
  check (from_line_id is distinct from to_line_id),
  check ((state = 'REQUESTED') = (decided_by is null)),
  check (num_nulls(decided_by, decided_by_name, decided_at) in (0, 3)),
  check (state not in ('APPROVED', 'REJECTED') or decided_by <> requested_by)
);
create index budget_change_by_giver on budget_change (from_line_id, requested_at desc);
create index budget_change_by_taker on budget_change (to_line_id, requested_at desc);
create index budget_change_by_time on budget_change (requested_at desc, id desc);

create function budget_change_is_decided_once() returns trigger language plpgsql as $$
begin
  if old.state <> 'REQUESTED' or (new.id, new.kind, new.amount_in_fen, new.reason, new.requested_by, new.requested_at)
       <> (old.id, old.kind, old.amount_in_fen, old.reason, old.requested_by, old.requested_at)
     or (new.from_line_id, new.to_line_id) is distinct from (old.from_line_id, old.to_line_id) then
    raise exception 'budget change % is evidence: only its decision is written, once', old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger budget_change_is_decided_once before update on budget_change
  for each row execute function budget_change_is_decided_once();
create trigger budget_change_stays before delete or truncate on budget_change
  for each statement execute function forbid_change();

create function approved_budget_change_is_posted() returns trigger language plpgsql as $$
begin
  if not exists (select from journal j where j.document_id = new.id
                    and j.kind in ('line-transferred', 'appropriation-added', 'appropriation-cut')) then
    raise exception 'budget change % is approved and not posted', new.id using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create constraint trigger approved_budget_change_is_posted after insert or update on budget_change
  deferrable initially deferred for each row when (new.state = 'APPROVED')
  execute function approved_budget_change_is_posted();

create view audit.v_budget_change as select * from market.budget_change;
