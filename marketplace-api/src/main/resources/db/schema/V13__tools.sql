-- A licence is opened by LTI 1.3 in the vendor's own tool; who opened what with which seat is evidence.

create table tool_registration (
  client_id text primary key check (length(client_id) between 1 and 255),
  name text not null, initiate_login_uri text not null,
  redirect_uris text[] not null check (cardinality(redirect_uris) > 0), target_link_uri text not null,
  jwks_url text not null,
  privacy_level text not null check (privacy_level in ('none', 'pseudonymous', 'name', 'full')),
  registered_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  -- Whose it is; null for one that the operator has entered himself.
  vendor_id uuid references organization,
  state text not null default 'WAITING' check (state in ('WAITING', 'APPROVED', 'RETURNED')),
  decided_by uuid references person, decided_by_name text, decided_at timestamptz,
  reason text not null default '' constraint tool_registration_reason_length check (length(reason) <= 500)
);
create index tool_registration_by_vendor on tool_registration (vendor_id, registered_at) where vendor_id is not null;

alter table listing_opening add constraint listing_opening_names_a_tool foreign key (client_id) references tool_registration;

-- Its vendor tries a tool with made-up people before anybody else opens it: what came, and what was wrong with it. The latest
-- try of each role counts.
create table tool_trial (
  client_id text not null references tool_registration,
  role text not null constraint tool_trial_role check (role in ('TEACHER', 'PUPIL', 'ADMINISTRATOR')),
  started_at timestamptz not null, asked_at timestamptz, answered_at timestamptz, seen_at timestamptz,
  failure text not null default '',
  primary key (client_id, role)
);

-- Which tool opens a listing; one tool may open a whole series.
create table tool_placement (
  listing_id uuid primary key references listing, client_id text not null references tool_registration
);

-- One per tool and purchasing organization, never changed: tools keep their data under it.
create table tool_deployment (
  deployment_id text primary key check (length(deployment_id) between 1 and 255),
  client_id text not null references tool_registration, organization_id uuid not null references organization,
  created_at timestamptz not null default now(),
  unique (client_id, organization_id)
);

-- The only name a tool knows a person by: random, another one for every tool, never given to anybody else.
create table tool_subject (
  client_id text not null references tool_registration, person_id uuid not null references person,
  subject text not null unique,
  primary key (client_id, person_id)
);

-- A login initiation that waits for the tool's answer; the hints are kept as hashes, so a leaked table opens nothing.
create table lti_login (
  login_hint_hash bytea primary key,
  message_hint_hash bytea not null, issuer text not null, person_id uuid not null references person,
  client_id text not null references tool_registration, deployment_id text not null references tool_deployment,
  -- What is opened, or as whom its vendor tries the tool.
  listing_id uuid references listing, trial text,
  target_link_uri text not null, expires_at timestamptz not null, consumed_at timestamptz,
  constraint lti_login_opens_or_tries check ((listing_id is null) = (trial is not null))
);
create index lti_login_by_expiry on lti_login (expires_at);

create table lti_nonce (
  client_id text not null, nonce_hash bytea not null, seen_at timestamptz not null default now(),
  primary key (client_id, nonce_hash)
);
create index lti_nonce_by_age on lti_nonce (seen_at);

-- kid is the key's own thumbprint, so it cannot name another key; the private half is encrypted outside the database.
create table lti_signing_key (
  kid text primary key, public_jwk text not null, encrypted_private_jwk bytea not null,
  encrypted_with text not null, use_from timestamptz not null, created_at timestamptz not null default now()
);

create table launch (
  id uuid primary key, person_id uuid not null references person, licence_id uuid not null references licence,
  seat_id uuid references seat, listing_id uuid not null references listing,
  -- Both null where the vendor's address was followed and no tool was asked.
  client_id text references tool_registration, deployment_id text references tool_deployment,
  at timestamptz not null default now(),
  check ((client_id is null) = (deployment_id is null))
);
create index launch_by_licence on launch (licence_id, at);
create index launch_by_listing on launch (listing_id, at);
create index launch_by_person on launch (person_id, at);

create view audit.v_launch as
  select id, person_id, licence_id, seat_id, listing_id, client_id, deployment_id, at from launch;
