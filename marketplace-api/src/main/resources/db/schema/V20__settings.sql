-- What the operator may change while everything runs: each value with its day, who set it and why. The latest row whose day
-- has come holds; nothing is edited, so a number on an old document can be explained.

create table platform_setting (
  id uuid primary key, name text not null check (name in ('DOCUMENT_WORD', 'ANNOUNCEMENT', 'CONTACT')),
  value text not null check (length(value) <= 1000), holds_from date not null,
  seq bigint generated always as identity, reason text not null check (length(reason) between 1 and 500),
  set_by uuid not null references person, set_by_name text not null, set_at timestamptz not null default now()
);
create index platform_setting_by_name on platform_setting (name, holds_from desc, seq desc);
