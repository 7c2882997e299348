-- The demo province is put in once, and a start in a new year adds that year's lines; the production profile refuses a
-- database that ever held it.
create table demo_province (
  only_one boolean primary key default true check (only_one), completed_at timestamptz not null,
  fiscal_year int not null
);
