-- The order is what binds school and vendor: its rows, what gathers in its file, and how it may change. There is no foreign
-- key to budget lines: a share lock there would queue every buyer behind every other.

-- The last number given to a kind of document in a year (DocumentNumbers). An order's is taken outside the transaction that
-- issues, so that no school waits for another one: a refused order leaves a gap.
create table document_number (
  kind text not null check (kind in ('PURCHASE_ORDER', 'TREASURY_TRANSFER')),
  fiscal_year int not null check (fiscal_year between 2000 and 2100), last int not null check (last > 0),
  primary key (kind, fiscal_year)
);

create table purchase_order (
  id uuid primary key, number text not null unique, requisition_id uuid not null,
  buyer_id uuid not null references organization, vendor_id uuid not null references organization,
  budget_line_id uuid not null,
  state text not null default 'ISSUED' constraint purchase_order_state_is_known check (state in (
    'ISSUED', 'CONFIRMED', 'TO_MEND', 'DECLINED', 'CANCELLED', 'ACCEPTED', 'INVOICED', 'PAYMENT_INSTRUCTED', 'PAID')),
  total_in_fen bigint not null check (total_in_fen > 0),
  requested_by uuid not null, approved_by uuid[] not null, issued_at timestamptz not null default now(),
  row_version int not null default 0,
  check (buyer_id <> vendor_id), check (requested_by <> all (approved_by))
) with (fillfactor = 85);
create index purchase_order_by_buyer on purchase_order (buyer_id, issued_at desc, id desc);
create index purchase_order_by_vendor on purchase_order (vendor_id, issued_at desc, id desc);
create index purchase_order_by_requisition on purchase_order (requisition_id);

create table purchase_order_line (
  id uuid primary key, order_id uuid not null references purchase_order, position int not null,
  listing_id uuid not null, listing_version int not null, offer_id uuid not null references offer,
  quantity int not null check (quantity > 0), unit_price_in_fen bigint not null check (unit_price_in_fen >= 0),
  amount_in_fen bigint not null check (amount_in_fen = unit_price_in_fen * quantity),
  unique (order_id, position), foreign key (listing_id, listing_version) references listing_version
);
create index purchase_order_line_by_listing on purchase_order_line (listing_id);

-- cause names the document that made the step: the same cause again changes nothing.
create table purchase_order_event (
  order_id uuid not null references purchase_order, seq int not null, event text not null, cause uuid not null,
  from_state text, to_state text not null, actor_id uuid, actor_name text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (order_id, seq), unique (order_id, event, cause)
);

-- The school's word that a delivery does not pass, and the vendor's that it is mended: one pair a round.
create table rejected_delivery (
  id uuid primary key, order_id uuid not null references purchase_order,
  round int not null constraint rejected_delivery_round_counts check (round > 0),
  reason text not null constraint rejected_delivery_has_a_reason check (char_length(reason) between 1 and 500),
  rejected_by uuid not null, rejected_by_name text not null, rejected_at timestamptz not null default now(),
  constraint rejected_delivery_once_a_round unique (order_id, round)
);

create table mended_delivery (
  rejection_id uuid primary key references rejected_delivery,
  remark text not null constraint mended_delivery_has_a_remark check (char_length(remark) between 1 and 500),
  mended_by uuid not null, mended_by_name text not null, mended_at timestamptz not null default now()
);

create table acceptance (
  id uuid primary key, order_id uuid not null unique references purchase_order,
  amount_in_fen bigint not null check (amount_in_fen > 0), delivered_on date not null, remark text not null,
  accepted_by uuid not null, accepted_by_name text not null, accepted_at timestamptz not null default now()
);

-- An old invoice is named by code and number together, a digital one by its number alone; both within their vendor.
create table invoice (
  id uuid primary key, order_id uuid not null unique references purchase_order,
  number text not null check (number ~ '^[0-9]{8,20}$'), issued_on date not null,
  amount_in_fen bigint not null check (amount_in_fen > 0),
  tax_in_fen bigint not null check (tax_in_fen >= 0 and tax_in_fen < amount_in_fen),
  buyer_name text not null, seller_credit_code text not null,
  registered_by uuid not null, registered_at timestamptz not null default now(),
  code text constraint invoice_code_is_digits check (code ~ '^[0-9]{10,12}$'),
  vendor_id uuid not null references organization
);
create unique index invoice_once_per_vendor on invoice (vendor_id, number, coalesce(code, ''));
