-- What teachers ask their school to buy: for how many, and why. Whether it still waits follows from the school's
-- requisitions and from the purchaser's answer, so that nothing has to be kept in step. A school asks some hundred times a
-- year: a million rows are all schools of a province for some years, and each statement reads those of one school.
-- Undone by dropping the table: nothing else points at it.
create table teacher_need (
  id uuid primary key,
  organization_id uuid not null references organization, listing_id uuid not null references listing,
  person_id uuid not null references person, audience text not null check (audience in ('pupils', 'teachers')),
  people int not null check (people between 1 and 1000000),
  reason text not null check (length(reason) between 1 and 200), asked_at timestamptz not null default now(),
  -- Why the school does not buy it; asked again, it waits again.
  answer text check (length(answer) between 1 and 200), answered_by text, answered_at timestamptz,
  constraint need_answer_is_whole check ((answer is null) = (answered_at is null) and (answer is null) = (answered_by is null)),
  -- Asked again, the last word counts.
  unique (organization_id, listing_id, person_id)
);
create index teacher_need_by_person on teacher_need (person_id, organization_id);
