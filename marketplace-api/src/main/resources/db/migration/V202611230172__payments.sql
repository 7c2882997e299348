-- Why: a payment is instructed here and decided elsewhere: what was asked, every attempt, every notification, and how
-- it ended. Whatever a program does, the database refuses at COMMIT a payment, an order and a budget book that disagree.
-- A million rows: look-ups by key; what is still open is a small partial index. Undo: drop tables, then the functions
-- of orders as V202611230170 has them.

create table payment (
  id uuid primary key,
  order_id uuid not null references purchase_order,
  channel text not null check (channel in ('ALIPAY', 'STRIPE', 'TREASURY')),
  state text not null check (state in ('INSTRUCTED', 'UNKNOWN', 'SETTLED', 'FAILED')),
  amount_in_fen bigint not null check (amount_in_fen > 0),
  instructed_by uuid not null,
  instructed_by_name text not null,
  instructed_at timestamptz not null default now(),
  page_url text,
  provider_reference text,
  checks int not null default 0,
  next_check_at timestamptz,
  unknown_since timestamptz,
  ended_at timestamptz,
  failure text,
  -- Why a person has to look at it, when our own means are at an end.
  attention text,
  row_version int not null default 0,
  check ((state in ('SETTLED', 'FAILED')) = (ended_at is not null)),
  check ((state = 'FAILED') = (failure is not null))
);
create unique index payment_one_at_a_time on payment (order_id) where state <> 'FAILED';
create index payment_by_order on payment (order_id, instructed_at);
create index payment_to_be_asked on payment (next_check_at) where state in ('INSTRUCTED', 'UNKNOWN');
create index payment_for_a_person on payment (instructed_at desc, id desc) where state = 'UNKNOWN' or attention is not null;

create table payment_attempt (
  id uuid primary key,
  payment_id uuid not null references payment,
  kind text not null check (kind in ('open', 'ask', 'notified', 'confirmed')),
  outcome text not null check (outcome in ('waiting', 'settled', 'failed', 'silent', 'ignored')),
  detail text not null,
  at timestamptz not null default clock_timestamp()
);
create index payment_attempt_by_payment on payment_attempt (payment_id, at);
create trigger payment_attempt_is_evidence before update or delete or truncate on payment_attempt
  for each statement execute function forbid_change();

-- A provider repeats a notification until we answer; the second one finds this row and changes nothing.
create table provider_notification (
  channel text not null check (channel in ('ALIPAY', 'STRIPE')),
  notification_id text not null,
  payment_id uuid not null references payment,
  received_at timestamptz not null default now(),
  primary key (channel, notification_id)
);
create trigger provider_notification_is_evidence before update or delete or truncate on provider_notification
  for each statement execute function forbid_change();

create table treasury_transfer_number (
  fiscal_year int primary key,
  last int not null check (last > 0)
);

create table treasury_transfer (
  payment_id uuid primary key references payment,
  number text not null unique,
  payer_name text not null,
  payee_name text not null,
  purpose text not null,
  receipt_number text unique,
  confirmed_by uuid,
  confirmed_by_name text,
  confirmed_at timestamptz,
  check ((receipt_number is null) = (confirmed_at is null))
);

create trigger payment_stays before delete or truncate on payment
  for each statement execute function forbid_change();
create trigger treasury_transfer_stays before delete or truncate on treasury_transfer
  for each statement execute function forbid_change();

create function payment_gaps(p payment) returns setof text language sql stable as $$
  select reason from (values
    ('its amount is not what was accepted', not exists (
      select from acceptance a where a.order_id = p.order_id and a.amount_in_fen = p.amount_in_fen)),
    ('it is not set aside in the budget book', not exists (
      select from journal j where j.document_id = p.id and j.kind = 'payment-instructed')),
    ('it is open and its order is not being paid', p.state in ('INSTRUCTED', 'UNKNOWN') and not exists (
      select from purchase_order o where o.id = p.order_id and o.state = 'PAYMENT_INSTRUCTED')),
    ('it is open and the budget book has decided already', p.state in ('INSTRUCTED', 'UNKNOWN') and exists (
      select from journal j where j.document_id = p.id and j.kind in ('payment-settled', 'payment-failed'))),
    ('it is settled and its order is not paid', p.state = 'SETTLED' and not exists (
      select from purchase_order o where o.id = p.order_id and o.state = 'PAID')),
    ('it is settled and not spent in the budget book', p.state = 'SETTLED' and not exists (
      select from journal j where j.document_id = p.id and j.kind = 'payment-settled')),
    ('it failed and is still set aside in the budget book', p.state = 'FAILED' and not exists (
      select from journal j where j.document_id = p.id and j.kind = 'payment-failed')),
    ('it was not told', not exists (
      select from outbox_message m where m.aggregate_id = p.order_id and m.payload->>'paymentId' = p.id::text
         and m.type = case p.state when 'SETTLED' then 'PaymentSettled' when 'FAILED' then 'PaymentFailed'
                                   else 'PaymentInstructed' end)),
    ('it is a treasury transfer without its order document', p.channel = 'TREASURY' and not exists (
      select from treasury_transfer t where t.payment_id = p.id))
  ) gap (reason, found) where found
$$;

create function payment_must_be_whole() returns trigger language plpgsql as $$
declare
  reason text;
begin
  select g into reason from payment p, lateral payment_gaps(p) g where p.id = new.id limit 1;
  if found then
    raise exception 'payment % is torn: %', new.id, reason using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create constraint trigger payment_is_whole after insert or update on payment
  deferrable initially deferred for each row execute function payment_must_be_whole();

create function purchase_order_payment_gaps(o purchase_order) returns setof text language sql stable as $$
  select reason from (values
    ('it is being paid by no payment', o.state = 'PAYMENT_INSTRUCTED' and not exists (
      select from payment p where p.order_id = o.id and p.state in ('INSTRUCTED', 'UNKNOWN'))),
    ('it is paid by no settled payment', o.state = 'PAID' and not exists (
      select from payment p where p.order_id = o.id and p.state = 'SETTLED'))
  ) gap (reason, found) where found
$$;

create or replace function purchase_order_must_be_whole() returns trigger language plpgsql as $$
declare
  reason text;
begin
  -- Whoever changed it again in the same transaction answers for the last state only.
  select g into reason from purchase_order o,
         lateral (select purchase_order_gaps(o) union all select purchase_order_payment_gaps(o)) gap (g)
   where o.id = new.id limit 1;
  if found then
    raise exception 'purchase order % is torn: %', new.number, reason using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

insert into outbox_subscription (consumer, message_type) values ('payment-gateway', 'PaymentInstructed');

create view audit.v_payment_attempt as
  select a.id, a.payment_id, p.order_id, p.channel, p.state as payment_state, p.amount_in_fen,
         a.kind, a.outcome, a.detail, a.at
    from market.payment_attempt a join market.payment p on p.id = a.payment_id;

do $$
begin
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    execute format('revoke update, delete on payment_attempt, provider_notification from %I', '${appRole}');
    execute format('revoke delete on payment, treasury_transfer from %I', '${appRole}');
  end if;
end $$;
