-- How people prove who they are, beyond a password, and what became of it: each person sees when and how somebody signed in
-- as him. A row a sign-in, swept after half a year and 200 a person; a million rows are found by their indexes. Undone by
-- dropping the tables: nobody loses his password, everybody his second factor and his links.

-- No address is kept in clear, only the network it lies in. An attempt that was refused names the digest of what was typed,
-- whether or not there is such a person: writing it takes as long for both.
create table sign_in (
  id uuid primary key, person_id uuid references person, typed text check (length(typed) <= 40),
  at timestamptz not null default now(),
  means text not null check (means in ('PASSWORD', 'DEMO', 'OIDC', 'CAS')),
  second text check (second in ('TOTP', 'RECOVERY_CODE', 'PASSKEY')),
  outcome text not null check (outcome in ('OPENED', 'REFUSED', 'SECOND_REFUSED')),
  device text not null check (length(device) <= 80), network text not null check (length(network) <= 40),
  check ((person_id is null) <> (typed is null))
);
create index sign_in_by_person on sign_in (person_id, at desc) where person_id is not null;
create index sign_in_by_typed on sign_in (typed, at desc) where typed is not null;
create index sign_in_by_age on sign_in (at);

-- The secret that a phone computes its codes from, encrypted with a key that is not in the database. A code is good once:
-- no step is taken that is not after the last one.
create table authenticator (
  id uuid primary key, person_id uuid not null references person,
  sealed_secret bytea not null, sealed_with text not null,
  begun_at timestamptz not null default now(), confirmed_at timestamptz, last_step bigint not null default 0
);
create unique index authenticator_in_use on authenticator (person_id) where confirmed_at is not null;
create unique index authenticator_begun on authenticator (person_id) where confirmed_at is null;

-- The public half of a key pair that a phone, a computer or a token keeps; the count tells of a copy.
create table passkey (
  id uuid primary key, person_id uuid not null references person,
  credential_id bytea not null unique check (length(credential_id) between 1 and 1023),
  credential bytea not null, sign_count bigint not null check (sign_count >= 0),
  label text not null check (length(label) between 1 and 40),
  made_at timestamptz not null default now(), last_used_at timestamptz not null default now()
);
create index passkey_by_person on passkey (person_id);

-- For the day on which the phone is lost: each is good once, and only its digest is kept.
create table recovery_code (
  person_id uuid not null references person, code_hash bytea not null,
  made_at timestamptz not null default now(), used_at timestamptz,
  primary key (person_id, code_hash)
);

-- Whose word is taken for who somebody is. The secret we prove ourselves with is encrypted with a key that is not in the
-- database; who lets a provider bring people in stands beside it, for he answers for the roles they get.
create table identity_provider (
  id uuid primary key, version int not null default 1,
  code text not null unique check (code ~ '^[a-z0-9][a-z0-9-]{1,31}$'),
  name text not null check (length(name) between 1 and 64),
  protocol text not null check (protocol in ('OIDC', 'CAS')),
  issuer text not null unique check (length(issuer) between 8 and 300),
  client_id text check (length(client_id) between 1 and 200), sealed_secret bytea, sealed_with text,
  enabled boolean not null default false, makes_people boolean not null default false,
  trusted_by uuid references person, name_claim text not null check (length(name_claim) between 1 and 100),
  organization_claim text not null check (length(organization_claim) between 1 and 100),
  role_claim text not null check (length(role_claim) between 1 and 100),
  roles text not null default '' check (length(roles) <= 4000),
  check ((protocol = 'OIDC') = (client_id is not null)), check (makes_people = (trusted_by is not null))
);

-- A person is found by issuer and subject alone. One identity is one person; a person may have several.
create table identity_link (
  id uuid primary key,
  issuer text not null check (length(issuer) <= 300), subject text not null check (length(subject) between 1 and 255),
  provider_id uuid not null references identity_provider, person_id uuid not null references person,
  linked_at timestamptz not null default now(), last_used_at timestamptz not null default now(),
  unique (issuer, subject)
);
create index identity_link_by_person on identity_link (person_id);
