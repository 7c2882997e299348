-- A county, city or province buys once for many schools (集中采购): schools say how much they need, the price is found once,
-- and every school's share of it can be followed to the fen (I14).

create table joint_purchase (
  id uuid primary key, organization_id uuid not null references organization,
  title text not null check (length(title) between 1 and 200), fiscal_year int not null,
  -- The bureau's own line when the pool pays; null when each school pays from a line of its own.
  pool_line_id uuid,
  unit_estimate_in_fen bigint not null check (unit_estimate_in_fen between 1 and 1000000000000),
  state text not null default 'OPEN' check (state in ('OPEN', 'AWARDED', 'CANCELLED')),
  award_id uuid unique, award_in_fen bigint check (award_in_fen > 0), vendor_id uuid references organization,
  opened_by uuid not null, opened_by_name text not null, opened_at timestamptz not null default now(),
  closed_by uuid, closed_by_name text, closed_at timestamptz,
  check ((state = 'OPEN') = (closed_at is null)), check ((state = 'AWARDED') = (award_id is not null)),
  check (num_nulls(award_id, award_in_fen, vendor_id) in (0, 3)),
  check (state <> 'AWARDED' or closed_by <> opened_by)
);
create index joint_purchase_by_time on joint_purchase (organization_id, opened_at desc, id desc);

-- What one school needs; its id is the document that its reservation stands under. Awarded, it is the school's share.
create table joint_demand (
  id uuid primary key, purchase_id uuid not null references joint_purchase,
  school_id uuid not null references organization, budget_line_id uuid not null,
  quantity int not null check (quantity between 1 and 1000000),
  reserved_in_fen bigint not null check (reserved_in_fen > 0),
  state text not null default 'RESERVED' check (state in ('RESERVED', 'WITHDRAWN', 'AWARDED')),
  contract_id uuid unique, share_in_fen bigint check (share_in_fen > 0),
  asked_by uuid not null, asked_by_name text not null, asked_at timestamptz not null default now(),
  check ((state = 'AWARDED') = (contract_id is not null)),
  check ((contract_id is null) = (share_in_fen is null)), check (share_in_fen <= reserved_in_fen)
);
create unique index joint_demand_once_per_school on joint_demand (purchase_id, school_id) where state <> 'WITHDRAWN';
create index joint_demand_by_school on joint_demand (school_id, asked_at desc);

create view audit.v_joint_share as
  select d.id, d.purchase_id, p.organization_id as buyer_id, p.title, p.award_id, p.award_in_fen, p.vendor_id, d.school_id,
         d.budget_line_id, d.quantity, d.reserved_in_fen, d.state, d.contract_id, d.share_in_fen
    from joint_demand d join joint_purchase p on p.id = d.purchase_id;

-- What may stand behind promised money; who adds a kind of contract adds it to this view.
create view contract_on_paper as
  select o.id, 'purchase_order ' || o.id as row_name, o.state,
         case when o.state in ('DECLINED', 'CANCELLED') then 0
              else o.total_in_fen - coalesce(x.taken_back + x.given_back, 0) end as worth_in_fen
    from purchase_order o left join order_lowered x on x.order_id = o.id
  union all
  select contract_id, 'joint_demand ' || id, state, share_in_fen from joint_demand where contract_id is not null;
