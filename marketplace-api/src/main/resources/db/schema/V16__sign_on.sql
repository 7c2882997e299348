-- How people prove who they are, beyond a password, and what became of it: each person sees when and how somebody signed in
-- as him. A row a sign-in, swept after half a year and 200 a person; a million rows are found by their indexes. Undone by
-- dropping the tables: nobody loses his password, everybody his second factor and his links.

-- No address is kept in clear, only the network it lies in. An attempt that was refused names the digest of what was typed,
-- whether or not there is such a person: writing it takes as long for both.
create table sign_in (
  id uuid primary key,
  person_id uuid references person,
  typed text check (length(typed) <= 40),
  at timestamptz not null default now(),
  means text not null check (means in ('PASSWORD', 'DEMO')),
  second text check (second in ('TOTP', 'RECOVERY_CODE')),
  outcome text not null check (outcome in ('OPENED', 'REFUSED', 'SECOND_REFUSED')),
  device text not null check (length(device) <= 80),
  network text not null check (length(network) <= 40),
  check ((person_id is null) <> (typed is null))
);
create index sign_in_by_person on sign_in (person_id, at desc) where person_id is not null;
create index sign_in_by_typed on sign_in (typed, at desc) where typed is not null;
create index sign_in_by_age on sign_in (at);

-- The secret that a phone computes its codes from, encrypted with a key that is not in the database. A code is good once:
-- no step is taken that is not after the last one.
create table authenticator (
  id uuid primary key,
  person_id uuid not null references person,
  sealed_secret bytea not null, sealed_with text not null,
  begun_at timestamptz not null default now(), confirmed_at timestamptz,
  last_step bigint not null default 0
);
create unique index authenticator_in_use on authenticator (person_id) where confirmed_at is not null;
create unique index authenticator_begun on authenticator (person_id) where confirmed_at is null;

-- For the day on which the phone is lost: each is good once, and only its digest is kept.
create table recovery_code (
  person_id uuid not null references person, code_hash bytea not null,
  made_at timestamptz not null default now(), used_at timestamptz,
  primary key (person_id, code_hash)
);
