-- What a person has seen of the news that concerns him, and which kinds of it he does not want to hear of.

create table notice_reader (
  person_id uuid primary key references person, seen_at timestamptz, muted text[] not null default '{}'
);
