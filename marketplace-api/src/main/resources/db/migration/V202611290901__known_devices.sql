-- Why: five wrong passwords from anywhere locked a person out of his own account. A device on which somebody has signed
-- in before keeps a way in that strangers cannot close. Only the hash of what the device holds is kept.
-- A million rows: ten devices a person at most, swept after half a year. Undo: drop the table.
create table known_device (
  token_hash bytea not null,
  person_id uuid not null references person,
  last_used_at timestamptz not null default now(),
  primary key (person_id, token_hash)
);
create index known_device_by_age on known_device (last_used_at);
