-- Why: a form that is sent when its session is over was refused and its text lost. To show it again after signing in,
-- and to nobody else than the person who wrote it, it must be known whose page it came from: the form carries its
-- session's token, and here stands by the token's SHA-256 whose that was. The session's row is gone by then.
-- A million rows: new and empty; one row per sign-in, swept when the longest session would have ended.
-- Undo: drop the table; forms of ended sessions are then lost again.
create table form_owner (
  token_hash bytea primary key,
  person_id uuid not null references person,
  organization_id uuid not null references organization,
  expires_at timestamptz not null
);
create index form_owner_by_expiry on form_owner (expires_at);
