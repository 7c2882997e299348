-- Lists of listings that people keep, for themselves or for their school, until they become a requisition. Nothing of a list
-- is evidence: it is changed and thrown away. A million lists of twenty are 2 GB; each statement reads those of one school.
-- Undone by dropping both tables: nothing else points at them.
create table shortlist (
  id uuid primary key,
  organization_id uuid not null references organization, person_id uuid not null references person,
  name text not null constraint shortlist_name_length check (length(name) between 1 and 40),
  shared boolean not null default false,
  changed_at timestamptz not null default now(),
  constraint shortlist_once unique (person_id, organization_id, name)
);
create index shortlist_by_school on shortlist (organization_id, changed_at desc);

create table shortlist_entry (
  shortlist_id uuid not null references shortlist on delete cascade,
  listing_id uuid not null references listing,
  kept_at timestamptz not null default now(),
  primary key (shortlist_id, listing_id)
);
