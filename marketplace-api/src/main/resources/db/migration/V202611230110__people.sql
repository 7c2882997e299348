-- Why: people sign in, act for an organization in a role, and their sessions are shared by every node.
-- A million rows: sessions are short-lived and swept; role look-ups are by person. Undo: drop the tables.

create table person (
  id uuid primary key,
  login text not null unique check (login = lower(login) and length(login) between 3 and 64),
  display_name text not null,
  password_hash text,
  must_change_password boolean not null default false,
  status text not null default 'active' check (status in ('active', 'suspended')),
  demo boolean not null default false,
  credentials_changed_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);

create table role_assignment (
  id uuid primary key,
  person_id uuid not null references person,
  role text not null check (role in (
    'PUPIL', 'PARENT', 'TEACHER', 'PURCHASER', 'ACCOUNTANT', 'PRINCIPAL',
    'COUNTY_BUREAU', 'CITY_BUREAU', 'PROVINCE_BUREAU', 'AUDITOR', 'VENDOR_MANAGER', 'OPERATOR')),
  organization_id uuid not null references organization,
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  unique (person_id, role, organization_id)
);
create index role_assignment_by_organization on role_assignment (organization_id, role);

-- The cookie holds the id, the table its SHA-256: a leaked table opens no session.
create table web_session (
  id_hash bytea primary key,
  person_id uuid references person,
  acting_organization_id uuid references organization,
  attributes jsonb not null default '{}',
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index web_session_by_person on web_session (person_id);
create index web_session_by_expiry on web_session (expires_at);
