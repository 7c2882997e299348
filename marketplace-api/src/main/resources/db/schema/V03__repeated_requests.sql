-- The same request under the same key gets the same answer and has no second effect, whichever node it reaches.

-- The answer that was given under a key.
create table idempotency_key (
  person_id uuid not null references person,
  key text not null check (length(key) between 1 and 128), request_hash bytea not null,
  claimed_until timestamptz not null, status int, headers jsonb not null default '{}', body bytea,
  created_at timestamptz not null default now(),
  primary key (person_id, key)
);
create index idempotency_key_by_age on idempotency_key (created_at);

-- An act was committed and its answer was lost: what the transactions of a request came to is written in them.
create table keyed_act (
  person_id uuid not null, key text not null, request_hash bytea not null,
  act int not null, type text, result jsonb, made_at timestamptz not null default now(),
  constraint keyed_act_once primary key (person_id, key, request_hash, act)
);
create index keyed_act_by_age on keyed_act (made_at);
comment on table keyed_act is 'What the transactions of a request with an Idempotency-Key came to: there exactly when they are committed';
