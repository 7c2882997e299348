-- Why: a vendor writes beside what is published; only a review turns the draft into the next version.
-- A million rows: one row per listing under change. Undo: drop the table; drafts are lost, versions are not.
create table listing_draft (
  listing_id uuid primary key references listing,
  title text not null check (length(title) between 2 and 200),
  subtitle text not null default '' check (length(subtitle) <= 200),
  summary text not null default '' check (length(summary) <= 1000),
  description_html text not null default '' check (length(description_html) <= 20000),
  stage text, subject text, edition text, grade text, volume text, publisher text,
  saved_by uuid not null references person,
  saved_at timestamptz not null default now()
);
