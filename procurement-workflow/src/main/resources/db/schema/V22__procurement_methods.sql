-- Thresholds are law of a place and a date, so they are rows with a source, not numbers in code or in the table of rules;
-- every decision keeps what it was decided on.

create table rule_set (
  id uuid primary key default gen_random_uuid(),
  jurisdiction text not null, level text not null check (level in ('any', 'province', 'city', 'county')),
  object_type text not null check (object_type in ('any', 'goods', 'services', 'works')),
  key text not null check (key in (
    'procurement-limit', 'open-tender', 'works-tender', 'emall-direct-max', 'emall-bargain-max')),
  effective_from date not null, effective_to date check (effective_to > effective_from),
  value_in_fen bigint not null check (value_in_fen >= 0), source text not null, verified boolean not null,
  unique (jurisdiction, level, object_type, key, effective_from)
);

create table method_decision (
  requisition_id uuid primary key references requisition,
  decided_at timestamptz not null default now(), method text not null, rule_row int not null,
  minimum_suppliers int not null, minimum_days text not null, approval text not null, source text not null,
  jurisdiction text not null, level text not null, object_type text not null, request_in_fen bigint not null,
  amount_in_fen bigint not null check (amount_in_fen >= request_in_fen), thresholds jsonb not null,
  verified boolean not null
);

create view audit.v_requisition as
  select r.id, r.number, r.organization_id, r.requester_id, r.state, r.vendor_id, r.budget_line_id, r.total_in_fen,
         r.fiscal_year, r.order_id, r.outcome_code, r.outcome_reason, r.created_at, r.submitted_at, r.closed_at,
         d.method, d.rule_row, d.source as method_source, d.amount_in_fen as method_amount_in_fen, d.verified,
         p.definition, p.instance_id, p.started_at, p.ended_at
    from requisition r
    left join method_decision d on d.requisition_id = r.id
    left join process_link p on p.business_id = r.id;
