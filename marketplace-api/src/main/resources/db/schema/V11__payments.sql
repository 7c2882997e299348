-- A payment is instructed here and decided elsewhere: what was asked, every attempt, every notification, and how it ended.

-- Every call is counted before it is made, so that only a first and only call that was refused is known to have made
-- nothing; how long the payer has is kept with the payment and does not follow the settings; a failed attempt that may
-- live is asked about on; a reference of the provider serves one payment of its channel.
create table payment (
  id uuid primary key, order_id uuid not null references purchase_order,
  channel text not null check (channel in ('ALIPAY', 'STRIPE', 'TREASURY')),
  state text not null default 'INSTRUCTED' check (state in ('INSTRUCTED', 'UNKNOWN', 'SETTLED', 'FAILED')),
  amount_in_fen bigint not null check (amount_in_fen > 0),
  instructed_by uuid not null, instructed_by_name text not null, instructed_at timestamptz not null default now(),
  page_url text, provider_reference text, checks int not null default 0,
  next_check_at timestamptz, unknown_since timestamptz, ended_at timestamptz, failure text,
  -- Why a person has to look at it, when our own means are at an end.
  attention text, row_version int not null default 0,
  calls int constraint payment_calls_are_counted check (calls > 0),
  payable_for_seconds int constraint payment_is_payable_for_a_time check (payable_for_seconds > 0),
  intent_reference text,
  check ((state in ('SETTLED', 'FAILED')) = (ended_at is not null)),
  check ((state = 'FAILED') = (failure is not null))
);
create unique index payment_one_at_a_time on payment (order_id) where state <> 'FAILED';
create index payment_by_order on payment (order_id, instructed_at);
create index payment_to_be_asked on payment (next_check_at) where next_check_at is not null;
create index payment_for_a_person on payment (instructed_at desc, id desc) where state = 'UNKNOWN' or attention is not null;
create unique index payment_intent_once on payment (channel, intent_reference) where intent_reference is not null;
create unique index payment_reference_once on payment (channel, provider_reference) where provider_reference is not null;
comment on column payment.calls is 'how many calls may have reached the provider; null: none since this is counted';
comment on column payment.intent_reference is 'the provider''s number of the money itself: Stripe''s payment intent';

create table payment_attempt (
  id uuid primary key, payment_id uuid not null references payment,
  kind text not null check (kind in ('open', 'ask', 'notified', 'confirmed')),
  outcome text not null check (outcome in ('waiting', 'settled', 'failed', 'silent', 'ignored', 'lowered')),
  detail text not null, at timestamptz not null default clock_timestamp()
);
create index payment_attempt_by_payment on payment_attempt (payment_id, at);

create view audit.v_payment_attempt as
  select a.id, a.payment_id, p.order_id, p.channel, p.state as payment_state, p.amount_in_fen,
         a.kind, a.outcome, a.detail, a.at
    from payment_attempt a join payment p on p.id = a.payment_id;

-- A provider repeats a notification until we answer; the second one finds this row and changes nothing.
create table provider_notification (
  channel text not null check (channel in ('ALIPAY', 'STRIPE')),
  notification_id text not null, payment_id uuid not null references payment,
  received_at timestamptz not null default now(),
  primary key (channel, notification_id)
);

create table treasury_transfer (
  payment_id uuid primary key references payment, number text not null unique,
  payer_name text not null, payee_name text not null, purpose text not null, receipt_number text unique,
  confirmed_by uuid, confirmed_by_name text, confirmed_at timestamptz,
  check ((receipt_number is null) = (confirmed_at is null))
);

create unique index treasury_receipt_as_meant on treasury_transfer (identifier_key(receipt_number));

-- What a provider says against our books (a refund, a dispute, money for a payment that had failed) is a row with its
-- amount until a person books or clears it; what is refunded before a payment is settled is never settled.
create table payment_difference (
  id uuid primary key, payment_id uuid not null references payment,
  kind text not null constraint payment_difference_kind_known
    check (kind in ('REFUND', 'DISPUTE', 'TAKEN_BACK', 'PAID_AFTER_FAILURE')),
  -- The provider's own number of the refund or dispute; where it only says a total, that total.
  reference text not null,
  amount_in_fen bigint not null constraint payment_difference_is_positive check (amount_in_fen > 0),
  -- The provider's last word about it, and whether by that word the money is gone from the payment.
  provider_says text not null, holds boolean not null,
  -- It was said before the payment was settled: that part was never settled.
  before_settlement boolean not null,
  state text not null default 'OPEN' constraint payment_difference_state_known check (state in ('OPEN', 'BOOKED', 'CLEARED')),
  reported_at timestamptz not null default now(), decided_at timestamptz, decided_by uuid, decided_by_name text,
  note text,
  -- The event of the budget book that booked it.
  booked_as text, row_version int not null default 0,
  constraint payment_difference_once unique (payment_id, kind, reference),
  constraint payment_difference_is_decided check ((state = 'OPEN') = (decided_at is null)),
  constraint payment_difference_is_booked check ((state = 'BOOKED') = (booked_as is not null)),
  constraint payment_difference_is_explained check ((state = 'CLEARED') = (note is not null))
);
create index payment_difference_open on payment_difference (reported_at desc, id desc) where state = 'OPEN';

create view audit.v_payment_difference as
  select d.*, p.order_id, p.channel, p.state as payment_state, p.amount_in_fen as payment_in_fen
    from payment_difference d join payment p on p.id = d.payment_id;

-- What has become of an order's money by what was said against its payments: never settled, taken back out of what was
-- spent, given back out of what was still owed.
create view order_lowered as
  select p.order_id,
         coalesce(sum(d.amount_in_fen) filter (where d.before_settlement), 0) as never_settled,
         coalesce(sum(d.amount_in_fen) filter (where d.booked_as = 'payment-refunded'), 0) as taken_back,
         coalesce(sum(d.amount_in_fen) filter (where d.booked_as = 'goods-returned'), 0) as given_back
    from payment p join payment_difference d on d.payment_id = p.id
   where p.state = 'SETTLED' and d.kind in ('REFUND', 'DISPUTE')
   group by p.order_id;

insert into outbox_subscription (consumer, message_type) values ('payment-gateway', 'PaymentInstructed');
