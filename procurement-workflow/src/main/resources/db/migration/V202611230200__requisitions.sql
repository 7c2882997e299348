-- Why: a school asks, two people approve, a process carries it on; what is true stands here, where it stands in there.
-- A million rows: lists go by (organization, id), the inbox by a partial index over what is open. Undo: drop the tables.

create sequence requisition_number;

create table requisition (
  id uuid primary key,
  number text not null unique,
  organization_id uuid not null references organization,
  requester_id uuid not null references person,
  purpose text not null default '' check (length(purpose) <= 500),
  state text not null check (state in (
    'DRAFT', 'SUBMITTED', 'AWAITING_ACCOUNTANT', 'AWAITING_PRINCIPAL', 'APPROVED', 'ORDERED', 'COMPLETED',
    'REJECTED', 'WITHDRAWN', 'REFUSED', 'VENDOR_DECLINED')),
  vendor_id uuid references organization,
  budget_line_id uuid,
  total_in_fen bigint not null default 0 check (total_in_fen >= 0),
  fiscal_year int,
  project text,
  order_id uuid unique,
  outcome_code text,
  outcome_reason text,
  row_version int not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  submitted_at timestamptz,
  closed_at timestamptz,
  check (state = 'DRAFT' or state = 'WITHDRAWN' or
         (vendor_id is not null and budget_line_id is not null and fiscal_year is not null and total_in_fen > 0))
);
create index requisition_by_organization on requisition (organization_id, created_at desc, id desc);
create index requisition_by_project on requisition (organization_id, fiscal_year, project)
  where state not in ('DRAFT', 'WITHDRAWN', 'REJECTED', 'REFUSED', 'VENDOR_DECLINED');

-- The price as it was shown: unit price and its version are frozen here, and compared again when it is submitted.
create table requisition_line (
  id uuid primary key,
  requisition_id uuid not null references requisition,
  position int not null,
  listing_id uuid not null references listing,
  listing_version int not null,
  offer_id uuid not null references offer,
  item_class text not null,
  title text not null,
  offer_name text not null,
  licence_model text not null,
  meter text not null,
  term_months int,
  quantity int not null check (quantity between 1 and 1000000),
  unit_price_in_fen bigint not null check (unit_price_in_fen >= 0),
  price_version int not null,
  unique (requisition_id, offer_id)
);

create table requisition_event (
  id uuid primary key,
  seq bigint generated always as identity,
  requisition_id uuid not null references requisition,
  at timestamptz not null default now(),
  kind text not null,
  actor_id uuid,
  actor_name text not null,
  note text not null default ''
);
create index requisition_event_by_requisition on requisition_event (requisition_id, seq);
create trigger requisition_event_is_evidence before update or delete or truncate on requisition_event
  for each statement execute function forbid_change();

-- One row per decision. That nobody approves his own request, and nobody approves twice, is also the table's law.
create table approval (
  task_id uuid primary key,
  requisition_id uuid not null references requisition,
  requester_id uuid not null,
  person_id uuid not null references person,
  role text not null,
  decision text not null check (decision in ('APPROVE', 'REJECT')),
  comment text not null default '' check (length(comment) <= 500),
  decided_at timestamptz not null default now(),
  check (person_id <> requester_id),
  unique (requisition_id, person_id),
  unique (requisition_id, role)
);
create trigger approval_is_evidence before update or delete or truncate on approval
  for each statement execute function forbid_change();

-- The inbox: what the engine waits for, projected. The engine's own task list is never asked by a page.
create table approval_task (
  id uuid primary key,
  requisition_id uuid not null references requisition,
  organization_id uuid not null references organization,
  activity_id text not null,
  role text not null,
  state text not null default 'open' check (state in ('open', 'decided', 'closed')),
  due_at timestamptz,
  created_at timestamptz not null default now(),
  closed_at timestamptz
);
create index approval_task_inbox on approval_task (organization_id, created_at desc, id desc) where state = 'open';
create index approval_task_by_requisition on approval_task (requisition_id);

-- Camunda lets two instances share a business key; this table does not. Written in the engine's transaction.
create table process_link (
  business_id uuid primary key,
  definition text not null,
  instance_id text not null unique,
  started_at timestamptz not null default now(),
  ended_at timestamptz
);
create index process_link_live on process_link (business_id) where ended_at is null;

-- What the engine did, written in the transaction in which it did it.
create table engine_event (
  seq bigint generated always as identity primary key,
  business_id uuid not null,
  definition text not null,
  instance_id text not null,
  kind text not null check (kind in (
    'process-started', 'process-ended', 'activity-started', 'activity-ended', 'activity-cancelled',
    'task-created', 'task-closed')),
  activity_id text not null,
  task_id uuid,
  candidate_role text,
  due_at timestamptz,
  occurred_at timestamptz not null default now()
);
create index engine_event_by_business on engine_event (business_id, seq);
create trigger engine_event_is_evidence before update or delete or truncate on engine_event
  for each statement execute function forbid_change();

-- The engine's role may add its events, not news: the tasks among them become news by the owner's hand.
create function tell_about_task() returns trigger language plpgsql security definer set search_path = market, pg_temp as $$
begin
  insert into outbox_message (id, type, aggregate_type, aggregate_id, payload)
  values (gen_random_uuid(), case new.kind when 'task-created' then 'ApprovalTaskCreated' else 'ApprovalTaskClosed' end,
          'requisition', new.business_id,
          jsonb_strip_nulls(jsonb_build_object('taskId', new.task_id, 'activity', new.activity_id,
                            'role', new.candidate_role, 'dueAt', new.due_at)));
  return null;
end $$;
create trigger engine_event_tells_about_task after insert on engine_event
  for each row when (new.kind in ('task-created', 'task-closed')) execute function tell_about_task();

insert into outbox_subscription (consumer, message_type) values
  ('engine', 'RequisitionSubmitted'),
  ('engine', 'RequisitionWithdrawn'),
  ('engine', 'ApprovalDecided'),
  ('engine', 'PurchaseOrderConfirmed'),
  ('engine', 'PurchaseOrderDeclined'),
  ('engine', 'PurchaseOrderCancelled'),
  ('engine', 'DeliveryAccepted'),
  ('engine', 'InvoiceMatched'),
  ('engine', 'PaymentSettled'),
  ('engine', 'PaymentFailed'),
  ('procurement', 'ApprovalTaskCreated'),
  ('procurement', 'ApprovalTaskClosed');

-- A submitted requisition without its news would wait for ever: refused at COMMIT.
create function submitted_requisition_is_complete() returns trigger language plpgsql as $$
begin
  if not exists (select from outbox_message m
                  where m.aggregate_id = new.id and m.type = 'RequisitionSubmitted') then
    raise exception 'requisition % is submitted but no news of it was written', new.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create constraint trigger submitted_requisition_is_complete after insert or update of state on requisition
  deferrable initially deferred for each row when (new.state = 'SUBMITTED')
  execute function submitted_requisition_is_complete();

do $$
begin
  if '${engineRole}' <> current_user and exists (select from pg_roles where rolname = '${engineRole}') then
    grant select on outbox_message to "${engineRole}";
    grant select, update on outbox_delivery to "${engineRole}";
    grant select, insert on engine_event to "${engineRole}";
    grant select, insert, update on process_link to "${engineRole}";
  end if;
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    revoke update, delete on requisition_event, approval, engine_event from "${appRole}";
    revoke insert, update, delete on engine_event, process_link from "${appRole}";
  end if;
end $$;
