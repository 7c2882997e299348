-- Why: the demo province is put in once; the production profile refuses a database that ever held it.
-- A million rows: one row at most. Undo: drop the table.
create table demo_province (
  only_one boolean primary key default true check (only_one),
  completed_at timestamptz not null
);
