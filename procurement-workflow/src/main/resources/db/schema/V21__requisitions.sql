-- A school asks, two people approve, a process carries it on; what is true stands here, where it stands in there.

-- Drafts are begun inside transactions, where a counted row would make every school wait: a sequence leaves gaps instead.
create sequence requisition_number;

create table requisition (
  id uuid primary key, number text not null unique, organization_id uuid not null references organization,
  requester_id uuid not null references person, purpose text not null default '' check (length(purpose) <= 500),
  state text not null default 'DRAFT' check (state in (
    'DRAFT', 'SUBMITTED', 'AWAITING_ACCOUNTANT', 'AWAITING_PRINCIPAL', 'APPROVED', 'ORDERED', 'COMPLETED',
    'REJECTED', 'WITHDRAWN', 'REFUSED', 'VENDOR_DECLINED')),
  vendor_id uuid references organization, budget_line_id uuid,
  total_in_fen bigint not null default 0 check (total_in_fen >= 0),
  fiscal_year int, project text, order_id uuid unique,
  outcome_code text, outcome_reason text, row_version int not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  submitted_at timestamptz, closed_at timestamptz,
  -- What was refused is corrected in a new draft, which knows what it was copied from.
  copied_from uuid constraint requisition_copied_from references requisition,
  check (state = 'DRAFT' or state = 'WITHDRAWN' or
         (vendor_id is not null and budget_line_id is not null and fiscal_year is not null and total_in_fen > 0)),
  -- Whoever approves reads what it is for.
  constraint what_is_handed_in_has_its_purpose check (state = 'DRAFT' or state = 'WITHDRAWN' or purpose <> '')
);
create index requisition_by_organization on requisition (organization_id, created_at desc, id desc);
create index requisition_by_project on requisition (organization_id, fiscal_year, project)
  where state not in ('DRAFT', 'WITHDRAWN', 'REJECTED', 'REFUSED', 'VENDOR_DECLINED');
create index requisition_by_origin on requisition (copied_from) where copied_from is not null;

-- The price as it was shown: unit price and its version are frozen here, and compared again when it is submitted.
create table requisition_line (
  id uuid primary key, requisition_id uuid not null references requisition, position int not null,
  listing_id uuid not null references listing, listing_version int not null, offer_id uuid not null references offer,
  item_class text not null, title text not null, offer_name text not null,
  licence_model text not null, meter text not null, term_months int,
  quantity int not null check (quantity between 1 and 1000000),
  unit_price_in_fen bigint not null check (unit_price_in_fen >= 0), price_version int not null,
  -- Whom it is for, as far as the buyer said, and why this offer or this many.
  audience text check (audience in ('pupils', 'teachers')),
  grades text not null default '' constraint grades_are_numbers check (grades ~ '^([0-9]{1,2}(,[0-9]{1,2}){0,11})?$'),
  people int check (people between 1 and 1000000),
  reason text not null default '' check (length(reason) <= 200),
  -- What would have done as well for less when it was handed in: whoever decides later reads it with the reason.
  cheaper_offer text, cheaper_total_in_fen bigint,
  constraint a_dearer_choice_has_its_reason check (cheaper_offer is null or reason <> ''),
  check ((cheaper_offer is null) = (cheaper_total_in_fen is null)), unique (requisition_id, offer_id)
);

create table requisition_event (
  id uuid primary key, seq bigint generated always as identity,
  requisition_id uuid not null references requisition, at timestamptz not null default now(),
  kind text not null, actor_id uuid, actor_name text not null, note text not null default ''
);
create index requisition_event_by_requisition on requisition_event (requisition_id, seq);

-- One row per decision. That nobody approves his own request, and nobody approves twice, is also the table's law.
create table approval (
  task_id uuid primary key, requisition_id uuid not null references requisition, requester_id uuid not null,
  person_id uuid not null references person, role text not null,
  decision text not null check (decision in ('APPROVE', 'REJECT')),
  comment text not null default '' check (length(comment) <= 500),
  decided_at timestamptz not null default now(),
  check (person_id <> requester_id), unique (requisition_id, person_id), unique (requisition_id, role)
);

create view audit.v_approval as
  select task_id, requisition_id, requester_id, person_id, role, decision, comment, decided_at from approval;

-- The inbox: what the engine waits for, projected. The engine's own task list is never asked by a page.
create table approval_task (
  id uuid primary key, requisition_id uuid not null references requisition,
  organization_id uuid not null references organization, activity_id text not null, role text not null,
  state text not null default 'OPEN' check (state in ('OPEN', 'DECIDED', 'CLOSED')),
  due_at timestamptz, created_at timestamptz not null default now(), closed_at timestamptz
);
create index approval_task_inbox on approval_task (organization_id, created_at desc, id desc) where state = 'OPEN';
create index approval_task_due on approval_task (organization_id, coalesce(due_at, created_at), id) where state = 'OPEN';
create index approval_task_by_requisition on approval_task (requisition_id);

-- Camunda lets two instances share a business key; this table does not. Written in the engine's transaction.
create table process_link (
  business_id uuid primary key, definition text not null, instance_id text not null unique,
  started_at timestamptz not null default now(), ended_at timestamptz
);
create index process_link_live on process_link (business_id) where ended_at is null;

-- What the engine did, written in the transaction in which it did it.
create table engine_event (
  seq bigint generated always as identity primary key, business_id uuid not null,
  definition text not null, instance_id text not null,
  kind text not null check (kind in (
    'process-started', 'process-ended', 'activity-started', 'activity-ended', 'activity-cancelled',
    'task-created', 'task-closed')),
  activity_id text not null, task_id uuid, candidate_role text, due_at timestamptz,
  occurred_at timestamptz not null default now()
);
create index engine_event_by_business on engine_event (business_id, seq);

insert into outbox_subscription (consumer, message_type) values
  ('engine', 'RequisitionSubmitted'), ('engine', 'RequisitionWithdrawn'), ('engine', 'ApprovalDecided'),
  ('engine', 'PurchaseOrderConfirmed'), ('engine', 'PurchaseOrderDeclined'), ('engine', 'PurchaseOrderCancelled'),
  ('engine', 'DeliveryRejected'), ('engine', 'DeliveryMended'), ('engine', 'DeliveryAccepted'),
  ('engine', 'InvoiceMatched'), ('engine', 'PaymentSettled'), ('engine', 'PaymentFailed');
