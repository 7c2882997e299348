-- Why: failed sign-ins, forged notifications and ids of others asked for by the hundred left no trace. They are counted
-- by the hour, so that the table grows with the number of suspects and not with their requests.
-- A million rows: a year of five thousand suspects a day; read by time, swept after half a year. Undo: drop the table.
create table security_notice (
  hour timestamptz not null,
  kind text not null check (kind in (
    'SIGN_IN_REFUSED', 'SIGN_IN_PAUSED', 'NOTIFICATION_FORGED', 'FOREIGN_THING', 'ROUTE_DENIED', 'TOKEN_INVALID')),
  source text not null check (length(source) <= 64),
  who text not null check (length(who) <= 200),
  what text not null check (length(what) <= 200),
  times bigint not null check (times > 0),
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (hour, kind, source, who, what)
);
create index security_notice_by_time on security_notice (last_at desc);
