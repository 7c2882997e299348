-- How a vendor's own programs reach us. A row a token, twenty an organization at once; undone by dropping the table.

-- It acts in the name of whoever made it, in his role of the moment: when he leaves, it opens nothing. Only a digest of what it
-- says is kept, and none before somebody has drawn it. minute and uses count how often it came in the minute of its last use.
create table api_token (
  id uuid primary key,
  organization_id uuid not null references organization,
  person_id uuid not null references person,
  name text not null constraint api_token_name_length check (length(name) between 2 and 60),
  scopes text[] not null constraint api_token_is_for_something check (cardinality(scopes) > 0),
  hash bytea constraint api_token_hash unique,
  made_at timestamptz not null default now(), expires_at timestamptz not null,
  last_used_at timestamptz, minute timestamptz, uses int not null default 0,
  revoked_at timestamptz, revoked_by uuid references person,
  constraint api_token_is_revoked_by_somebody check ((revoked_at is null) = (revoked_by is null))
);
create index api_token_by_organization on api_token (organization_id, made_at desc, id desc);

-- An address to which a vendor's news is sent, signed by a secret that is sealed under a key from outside. failures and closed_until
-- are its circuit: where it fails again and again, nothing is sent for a while.
create table webhook (
  id uuid primary key,
  organization_id uuid not null references organization,
  url text not null constraint webhook_url_length check (length(url) between 8 and 300),
  topics text[] not null constraint webhook_is_about_something check (cardinality(topics) > 0),
  key_id text, sealed_secret bytea, sealed_with text,
  made_by uuid not null references person, made_by_name text not null, made_at timestamptz not null default now(),
  failures int not null default 0, closed_until timestamptz,
  ended_at timestamptz, ended_by uuid references person,
  constraint webhook_is_drawn_whole check ((key_id is null) = (sealed_secret is null) and (key_id is null) = (sealed_with is null)),
  constraint webhook_is_ended_by_somebody check ((ended_at is null) = (ended_by is null))
);
create index webhook_by_organization on webhook (organization_id, made_at desc, id desc) where ended_at is null;

-- What is sent to one of them: put down once for each piece of news, sent until it is taken or given up, forgotten after a month.
create table webhook_delivery (
  id uuid primary key,
  webhook_id uuid not null references webhook,
  event text not null, body text not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'GIVEN_UP')),
  made_at timestamptz not null default clock_timestamp(),
  attempts int not null default 0, next_attempt_at timestamptz not null default now(),
  tried_at timestamptz, status int, failure text not null default ''
);
create index webhook_delivery_due on webhook_delivery (webhook_id, next_attempt_at, id) where state = 'PENDING';
create index webhook_delivery_by_webhook on webhook_delivery (webhook_id, made_at desc, id desc);
create index webhook_delivery_by_age on webhook_delivery (made_at);

-- Where a vendor is paid: named by one of his people, in force once somebody of the operator has approved it; the one approved last
-- counts. The number is sealed under a key from outside. A row changes once, by its decision.
create table settlement_account (
  id uuid primary key, vendor_id uuid not null references organization,
  account_name text not null, bank text not null,
  sealed_number bytea not null, sealed_with text not null, ending text not null,
  state text not null default 'WAITING' check (state in ('WAITING', 'ACCEPTED', 'RETURNED')),
  proposed_by uuid not null references person, proposed_by_name text not null, proposed_at timestamptz not null default clock_timestamp(),
  decided_by uuid references person, decided_by_name text, decided_at timestamptz,
  called text not null default '', reason text not null default '',
  constraint settlement_account_is_decided_by_somebody check ((state = 'WAITING') = (decided_at is null)),
  constraint settlement_account_check check (decided_by <> proposed_by)
);
create index settlement_account_by_vendor on settlement_account (vendor_id, proposed_at desc);
create unique index settlement_account_waits_once on settlement_account (vendor_id) where state = 'WAITING';

insert into outbox_subscription (consumer, message_type) values
  ('webhooks', 'PurchaseOrderIssued'), ('webhooks', 'PurchaseOrderConfirmed'), ('webhooks', 'PurchaseOrderDeclined'),
  ('webhooks', 'PurchaseOrderCancelled'), ('webhooks', 'DeliveryRejected'), ('webhooks', 'DeliveryMended'),
  ('webhooks', 'DeliveryAccepted'), ('webhooks', 'InvoiceMatched'), ('webhooks', 'PaymentSettled'),
  ('webhooks', 'LicenceActivated'), ('webhooks', 'LicenceRevoked'), ('webhooks', 'LicenceExpired'),
  ('webhooks', 'ListingPublished'), ('webhooks', 'ListingReturned'), ('webhooks', 'ListingSuspended'), ('webhooks', 'ListingWithdrawn');
