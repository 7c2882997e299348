-- Why: a county, city or province buys once for many schools (集中采购): schools say how much they need, the price is
-- found once, and every school's share of it can be followed to the fen (I14).
-- A million rows: shares are found by key, purchase or school. Undo: drop the tables and functions of this file.

create table joint_purchase (
  id uuid primary key,
  organization_id uuid not null references organization,
  title text not null check (length(title) between 1 and 200),
  fiscal_year int not null,
  -- The bureau's own line when the pool pays; null when each school pays from a line of its own.
  pool_line_id uuid,
  unit_estimate_in_fen bigint not null check (unit_estimate_in_fen between 1 and 1000000000000),
  state text not null default 'OPEN' check (state in ('OPEN', 'AWARDED', 'CANCELLED')),
  award_id uuid unique,
  award_in_fen bigint check (award_in_fen > 0),
  vendor_id uuid references organization,
  opened_by uuid not null,
  opened_by_name text not null,
  opened_at timestamptz not null default now(),
  closed_by uuid,
  closed_by_name text,
  closed_at timestamptz,
  check ((state = 'OPEN') = (closed_at is null)),
  check ((state = 'AWARDED') = (award_id is not null)),
  check (num_nulls(award_id, award_in_fen, vendor_id) in (0, 3)),
  check (state <> 'AWARDED' or closed_by <> opened_by)
);
create index joint_purchase_by_time on joint_purchase (organization_id, opened_at desc, id desc);

-- What one school needs; its id is the document that its reservation stands under. Awarded, it is the school's share.
create table joint_demand (
  id uuid primary key,
  purchase_id uuid not null references joint_purchase,
  school_id uuid not null references organization,
  budget_line_id uuid not null,
  quantity int not null check (quantity between 1 and 1000000),
  reserved_in_fen bigint not null check (reserved_in_fen > 0),
  state text not null default 'RESERVED' check (state in ('RESERVED', 'WITHDRAWN', 'AWARDED')),
  contract_id uuid unique,
  share_in_fen bigint check (share_in_fen > 0),
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null default now(),
  check ((state = 'AWARDED') = (contract_id is not null)),
  check ((contract_id is null) = (share_in_fen is null)),
  check (share_in_fen <= reserved_in_fen)
);
create unique index joint_demand_once_per_school on joint_demand (purchase_id, school_id) where state <> 'WITHDRAWN';
create index joint_demand_by_school on joint_demand (school_id, asked_at desc);

create trigger joint_purchase_stays before delete or truncate on joint_purchase
  for each statement execute function forbid_change();
create trigger joint_demand_stays before delete or truncate on joint_demand
  for each statement execute function forbid_change();

create function joint_purchase_is_evidence() returns trigger language plpgsql as $$
begin
  if old.state <> 'OPEN' then
    raise exception 'joint purchase % is over and does not change', old.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger joint_purchase_is_evidence before update on joint_purchase
  for each row execute function joint_purchase_is_evidence();

create function joint_demand_is_evidence() returns trigger language plpgsql as $$
begin
  if old.state <> 'RESERVED' then
    raise exception 'joint demand % is over and does not change', old.id using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger joint_demand_is_evidence before update on joint_demand
  for each row execute function joint_demand_is_evidence();

-- I14, refused at COMMIT whoever writes it.
create function shares_add_up_to_the_award() returns trigger language plpgsql as $$
declare
  shares bigint;
begin
  select coalesce(sum(share_in_fen), 0) into shares from joint_demand where purchase_id = new.id and state = 'AWARDED';
  if shares <> new.award_in_fen then
    raise exception 'the shares of joint purchase % are % fen, its award is %', new.id, shares, new.award_in_fen
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create constraint trigger shares_add_up_to_the_award after insert or update on joint_purchase
  deferrable initially deferred for each row when (new.state = 'AWARDED') execute function shares_add_up_to_the_award();

create view audit.v_joint_share as
  select d.id, d.purchase_id, p.organization_id as buyer_id, p.title, p.award_id, p.award_in_fen, p.vendor_id, d.school_id,
         d.budget_line_id, d.quantity, d.reserved_in_fen, d.state, d.contract_id, d.share_in_fen
    from market.joint_demand d join market.joint_purchase p on p.id = d.purchase_id;
