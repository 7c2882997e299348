-- People sign in and act for an organization in a role. Every node shares their sessions, their failed attempts and what
-- is remembered of them. Only hashes of secrets are kept; what comes and goes with sign-ins is swept by its age.

create table person (
  id uuid primary key,
  login text not null unique check (login = lower(login) and length(login) between 3 and 64),
  display_name text not null, password_hash text, must_change_password boolean not null default false,
  status text not null default 'ACTIVE' check (status in ('ACTIVE', 'SUSPENDED')),
  demo boolean not null default false, credentials_changed_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);

-- A grant is never edited, only ended (grant_stands in R__law_of_people.sql): who gave it, acting for which organization in
-- which role, stands beside it, and so do the places of both in the tree of that day. The root of all grants has no granter;
-- it names the set-up token.
create table role_assignment (
  id uuid primary key, person_id uuid not null references person,
  role text not null check (role in (
    'PUPIL', 'PARENT', 'TEACHER', 'PURCHASER', 'ACCOUNTANT', 'CASHIER', 'PRINCIPAL', 'REGISTRAR',
    'COUNTY_BUREAU', 'CITY_BUREAU', 'PROVINCE_BUREAU', 'AUDITOR', 'VENDOR_MANAGER', 'OPERATOR')),
  organization_id uuid not null references organization, organization_path text not null,
  valid_from timestamptz not null default now(), valid_until timestamptz,
  granted_by uuid references person, granted_for uuid references organization, granted_path text, granted_as text,
  granted_at timestamptz not null default now(), root text,
  -- A duty that is lent for a time has a reason. It comes from a grant that the lender holds himself, or, where whoever may
  -- give the role lends it (to the payment centre above, say), from none.
  lent_from uuid references role_assignment, lent_because text check (length(lent_because) between 1 and 500),
  ended_by uuid references person, ended_for uuid references organization, ended_at timestamptz,
  end_reason text check (length(end_reason) between 1 and 500),
  check (valid_until >= valid_from),
  check (lent_because is not null or lent_from is null), check (valid_until is not null or lent_because is null),
  check ((root is null) = (granted_by is not null and granted_for is not null and granted_as is not null)),
  check ((ended_at is null) = (ended_by is null and end_reason is null))
);
create index role_assignment_by_person on role_assignment (person_id, organization_id);
create index role_assignment_by_organization on role_assignment (organization_id, role);
create index role_assignment_by_lender on role_assignment (lent_from) where lent_from is not null;
create index role_assignment_by_end on role_assignment (valid_until) where valid_until is not null;

-- The law of grants, filled by R__law_of_people.sql. Who acts in the role granter may give and end the role in his own
-- organization, below it, in both or everywhere.
create table grant_right (
  granter text not null, role text not null,
  reach text not null check (reach in ('OWN', 'BELOW', 'SUBTREE', 'EVERYWHERE')),
  primary key (granter, role)
);
-- In what kind of organization a role is held at all.
create table role_place (role text not null, kind text not null, tier text, unique nulls not distinct (role, kind, tier));
-- Two duties that one person does not hold at the same time: in one organization, on one line of the tree, or anywhere.
create table excluded_duty (
  one text not null, other text not null, reach text not null check (reach in ('OWN', 'LINE', 'EVERYWHERE')),
  source text not null, primary key (one, other)
);

-- A way in for one person: to the role he was given, or to a new password. Its code is known by its hash alone; drawing
-- another code makes the one before worthless.
create table invitation (
  id uuid primary key, person_id uuid not null references person,
  -- The role he is invited to; null when it is only a new password.
  grant_id uuid references role_assignment,
  code_hash bytea unique,
  made_by uuid not null references person, made_for uuid not null references organization,
  made_at timestamptz not null default now(), expires_at timestamptz not null,
  used_at timestamptz, revoked_at timestamptz,
  check (used_at is null or revoked_at is null)
);
-- One open at most that others made, and one that the person asked for himself: asking, which everybody can who knows a login,
-- must not spend what others handed out.
create unique index invitation_open_once on invitation (person_id, (made_by = person_id))
  where used_at is null and revoked_at is null;
-- What waits for whoever invited.
create index invitation_open_by_maker on invitation (made_by) where used_at is null and revoked_at is null;

-- Who may act for which organization now: a role counts while it is valid, its holder is active, its organization still
-- exists, and, where it is lent, whoever lent his own is not kept out. changes_at is when the next of these roles begins or ends.
create view acting_capacity as
  select p.id as person_id, p.display_name, o.id as organization_id, o.path, o.name as organization_name,
         array_agg(r.role) filter (where r.valid_from <= now()) as roles,
         min(case when r.valid_from > now() then r.valid_from else r.valid_until end) as changes_at
    from person p
    join role_assignment r on r.person_id = p.id
    join organization o on o.id = r.organization_id
   where p.status = 'ACTIVE' and o.status <> 'TERMINATED' and (r.valid_until is null or now() < r.valid_until)
     and (r.lent_from is null
          or exists (select from person l where l.id = r.granted_by and l.status = 'ACTIVE'))
   group by p.id, o.id
  having bool_or(r.valid_from <= now());

-- The cookie holds the id, the table its SHA-256: a leaked table opens no session.
create table web_session (
  id_hash bytea primary key,
  person_id uuid references person, acting_organization_id uuid references organization,
  attributes jsonb not null default '{}', created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(), expires_at timestamptz not null,
  -- How long this session may rest: staff with money in their hands get less than readers.
  idle_seconds int not null default 1800 check (idle_seconds > 0)
);
create index web_session_by_person on web_session (person_id);
create index web_session_by_expiry on web_session (expires_at);

-- Whose page a form came from, by the hash of its session's token: the form of an ended session is shown again after
-- signing in, to nobody else than the person who wrote it.
create table form_owner (
  token_hash bytea primary key,
  person_id uuid not null references person, organization_id uuid not null references organization,
  expires_at timestamptz not null
);
create index form_owner_by_expiry on form_owner (expires_at);

-- One counter per account and per source address; bucket is the SHA-256 of either, so no address is kept.
create table sign_in_failure (
  bucket bytea primary key, failures int not null check (failures > 0),
  window_started_at timestamptz not null default now()
);
create index sign_in_failure_by_age on sign_in_failure (window_started_at);

-- A device on which somebody has signed in before keeps a way in that five wrong passwords from elsewhere cannot close.
create table known_device (
  token_hash bytea not null, person_id uuid not null references person,
  last_used_at timestamptz not null default now(),
  primary key (person_id, token_hash)
);
create index known_device_by_age on known_device (last_used_at);

-- At most one row: whoever holds the token may make the first operator, once.
create table setup_token (
  only_one boolean primary key default true check (only_one), token_hash bytea not null,
  created_at timestamptz not null default now()
);

-- Failed sign-ins, forged notifications, ids of others asked for by the hundred: counted by the hour, so that the table
-- grows with the number of suspects and not with their requests.
create table security_notice (
  hour timestamptz not null,
  kind text not null check (kind in (
    'SIGN_IN_REFUSED', 'SIGN_IN_PAUSED', 'NOTIFICATION_FORGED', 'FOREIGN_THING', 'ROUTE_DENIED', 'TOKEN_INVALID')),
  source text not null check (length(source) <= 64), who text not null check (length(who) <= 200),
  what text not null check (length(what) <= 200),
  times bigint not null check (times > 0), first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (hour, kind, source, who, what)
);
create index security_notice_by_time on security_notice (last_at desc);

-- What nodes remember of sessions they forget when they hear of a change: of this session, or of all when people, roles or
-- organizations change. Sessions that are over are not remembered, so sweeping them is not announced.
create function announce_capacity() returns trigger language plpgsql as $$
begin
  if tg_level = 'ROW' then perform pg_notify('capacity', encode(old.id_hash, 'hex'));
  else perform pg_notify('capacity', ''); end if;
  return null;
end $$;
create trigger announce_change after update on web_session for each row execute function announce_capacity();
create trigger announce_end after delete on web_session for each row when (old.expires_at > now()) execute function announce_capacity();
create trigger announce_change after update or delete on person for each statement execute function announce_capacity();
create trigger announce_change after insert or update or delete on role_assignment for each statement execute function announce_capacity();
create trigger announce_change after update or delete on organization for each statement execute function announce_capacity();
