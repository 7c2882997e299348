-- Why: several nodes share sessions, the count of failed sign-ins, the answers to repeated requests and the one token
-- that makes the first operator. Only hashes of secrets are kept.
-- A million rows: all four are swept; nothing here scans. Undo: drop the tables and the column.

-- How long this session may rest, in seconds: staff with money in their hands get less than readers.
alter table web_session add column idle_seconds int not null default 1800 check (idle_seconds > 0);

-- One counter per account and per source address; bucket is the SHA-256 of either, so no address is kept.
create table sign_in_failure (
  bucket bytea primary key,
  failures int not null check (failures > 0),
  window_started_at timestamptz not null default now()
);
create index sign_in_failure_by_age on sign_in_failure (window_started_at);

-- The answer that was given under a key, so that the same request again gets the same answer and no second effect.
create table idempotency_key (
  person_id uuid not null references person,
  key text not null check (length(key) between 1 and 128),
  request_hash bytea not null,
  claimed_until timestamptz not null,
  status int,
  headers jsonb not null default '{}',
  body bytea,
  created_at timestamptz not null default now(),
  primary key (person_id, key)
);
create index idempotency_key_by_age on idempotency_key (created_at);

-- At most one row: whoever holds the token may make the first operator, once.
create table setup_token (
  only_one boolean primary key default true check (only_one),
  token_hash bytea not null,
  created_at timestamptz not null default now()
);
