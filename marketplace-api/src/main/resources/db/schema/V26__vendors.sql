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
