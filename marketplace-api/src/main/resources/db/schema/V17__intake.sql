-- A file that comes in is looked at before anything is written: what it says, what is wrong with it by row and cell, and
-- how it differs from what there is are kept here, so that it is decided on what was seen. Rows are swept after a week, or a
-- month after they were written; what remains says who brought in which file.

create table intake (
  id uuid primary key, kind text not null check (length(kind) <= 40),
  organization_id uuid not null references organization,
  file_name text not null check (length(file_name) between 1 and 120), file_hash bytea not null,
  state text not null default 'NEW' check (state in ('NEW', 'CHECKED', 'REFUSED', 'APPLIED', 'EXPIRED')),
  row_count int not null check (row_count >= 0), fault_count int not null check (fault_count >= 0),
  added int not null, changed int not null, same int not null, unmentioned int not null,
  -- How many people it puts out, when somebody must say so; and what the rows were compared with, where that has a number.
  leaving int not null default 0 check (leaving >= 0), standing bigint,
  created_by uuid not null, created_by_name text not null, created_at timestamptz not null default now(),
  ended_by uuid, ended_by_name text, ended_at timestamptz, row_version int not null default 0,
  -- Who asked for its rows to be written, said before anything is: what a node leaves that dies on the way the next one finishes.
  asked_by uuid, asked_at timestamptz, asked_leaving int,
  -- Whether rows that cannot be accepted are left out and the rest is written; some kinds of file are one thing.
  skips boolean not null,
  check (fault_count = 0 or skips or state in ('REFUSED', 'EXPIRED')),
  check ((state = 'APPLIED') = (ended_at is not null))
);
create index intake_by_organization on intake (organization_id, kind, created_at desc, id desc);
create index intake_asked_for on intake (asked_at) where state = 'CHECKED' and asked_at is not null;
create index intake_that_expires on intake (created_at) where state in ('CHECKED', 'REFUSED');

-- How an organization heads the columns of a kind of file, so that it says it once.
create table intake_heading (
  organization_id uuid not null references organization, kind text not null, column_name text not null,
  heading text not null check (length(heading) between 1 and 60),
  primary key (organization_id, kind, column_name)
);

-- Cells stand in the order of the kind's columns, divided by U+001F, or are sealed (U+0002) where they are about people nobody else may know; row_number is null for what the file does not mention.
create table intake_row (
  intake_id uuid not null references intake, place int not null, row_number int,
  outcome text not null check (outcome in ('NEW', 'CHANGED', 'SAME', 'FAULTY', 'UNMENTIONED')),
  cells text, before text, after text,
  primary key (intake_id, place)
);

create table intake_fault (
  intake_id uuid not null references intake, place int not null,
  row_number int not null, column_name text not null, code text not null, values jsonb not null,
  primary key (intake_id, place)
);

-- Written outside the transaction that writes the rows, or nobody could see how far it is.
create table intake_progress (
  intake_id uuid primary key references intake,
  written int not null, told_at timestamptz not null default clock_timestamp()
);
