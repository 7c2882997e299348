-- Who learns and teaches at a school, and in which class. Names and numbers of people lie encrypted in one column, with a key that
-- is not in the database; they are found by keyed digests (uuid), never by their text. A million rows are some 400 MB and are
-- found by their school. Undone by dropping the tables: seats and accounts do not refer to them yet.

-- One roster a school. version grows with every write: what was compared with an earlier one is not written.
create table roster_source (
  school_id uuid primary key references organization,
  school_year int not null check (school_year between 2000 and 2100), version bigint not null default 0
);

-- What wrote rows of a roster: a file or service that was brought in (its intake has the same id), the step into the next school
-- year, or an undoing. The rows name it, also after the rows of the intake are swept.
create table roster_file (
  id uuid primary key, school_id uuid not null references organization,
  kind text not null check (kind in ('FILE', 'ROLLOVER', 'UNDO')),
  file_name text check (length(file_name) <= 120), file_hash bytea, school_year int not null,
  came int not null, changed int not null, went int not null,
  written_by uuid not null references person, written_by_name text not null,
  written_at timestamptz not null default now(), undone_by uuid references roster_file,
  unique (id, school_id),
  check ((kind = 'FILE') = (file_hash is not null)), check ((kind = 'FILE') = (file_name is not null))
);
create index roster_file_by_school on roster_file (school_id, written_at desc, id desc);

-- A class goes on with its pupils: 三年级1班 of this year is 四年级1班 of the next.
create table school_class (
  id uuid primary key, school_id uuid not null references organization,
  name text not null check (length(name) between 1 and 40), grade int check (grade between 1 and 12),
  file_id uuid not null, over_at timestamptz, over_by uuid,
  unique (id, school_id), foreign key (file_id, school_id) references roster_file (id, school_id),
  foreign key (over_by, school_id) references roster_file (id, school_id),
  check ((over_at is null) = (over_by is null))
);
create unique index school_class_open on school_class (school_id, name) where over_at is null;

-- One row a pupil; of a teacher one a class and subject, of a parent one a child. Who left is kept for the thirty days in which
-- it can be undone, and then deleted. File and class are of the same school, which they alone refer to: a row more to look up
-- for each of a hundred thousand pupils is half a second. person_index is the same in every school, so that a move within a county is recognized.
create table roster_entry (
  id uuid primary key, school_id uuid not null,
  kind text not null check (kind in ('PUPIL', 'TEACHER', 'PARENT')),
  class_id uuid, subject text not null default '' check (length(subject) <= 40),
  person_index uuid not null, name_index uuid not null, child_index uuid,
  sealed bytea not null, sealed_with text not null, file_id uuid not null,
  left_at timestamptz, left_by uuid,
  foreign key (file_id, school_id) references roster_file (id, school_id),
  foreign key (left_by, school_id) references roster_file (id, school_id),
  foreign key (class_id, school_id) references school_class (id, school_id),
  constraint roster_entry_is_whole check ((kind = 'PARENT') = (child_index is not null)
    and (kind <> 'PUPIL' or class_id is not null) and (left_at is null) = (left_by is null))
);
create unique index roster_pupil_once on roster_entry (school_id, person_index) where kind = 'PUPIL';
create unique index roster_entry_once on roster_entry (school_id, kind, person_index, class_id, subject, child_index)
  nulls not distinct where kind <> 'PUPIL';
create index roster_entry_by_name on roster_entry (school_id, name_index);
create index roster_entry_by_class on roster_entry (class_id);
create index roster_entry_that_left on roster_entry (left_at) where left_at is not null;

-- Where a school's roster is read from another system by OneRoster 1.2, as its registrar or a bureau above it has said. The
-- secret is sealed and never shown; whoever changes where it is sent to types it again.
create table roster_service (
  organization_id uuid primary key references organization, version int not null default 1,
  base_url text not null check (length(base_url) between 8 and 300),
  token_url text not null check (length(token_url) between 8 and 300),
  client_id text not null check (length(client_id) between 1 and 200), sealed_secret bytea not null, sealed_with text not null,
  written_by uuid not null references person, written_by_name text not null, written_at timestamptz not null default now()
);
