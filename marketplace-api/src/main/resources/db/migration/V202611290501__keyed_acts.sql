-- Why: an act was committed, its answer was lost, and the same request under the same key was then refused because of what
-- it had done itself. What the transactions of a keyed request came to is written in the transaction, once.
-- A million rows: a new table, nothing is touched; a row lives a day. Undo: drop the table.
create table keyed_act (
  person_id uuid not null,
  key text not null,
  request_hash bytea not null,
  act int not null,
  type text,
  result jsonb,
  made_at timestamptz not null default now(),
  constraint keyed_act_once primary key (person_id, key, request_hash, act)
);
create index keyed_act_by_age on keyed_act (made_at);
comment on table keyed_act is 'What the transactions of a request with an Idempotency-Key came to: there exactly when they are committed';
