-- Words that the operator added to the vocabulary of the program: terms with a code, and other spellings of terms. The latest
-- row of a word holds; nothing is edited. A few hundred rows in all.

create table vocabulary_word (
  id uuid primary key, seq bigint generated always as identity,
  facet text not null check (facet in ('STAGE', 'SUBJECT', 'EDITION', 'GRADE', 'VOLUME')),
  -- Of a new term alone; given once.
  code text unique, value text not null check (length(value) between 2 and 40),
  written text not null check (length(written) between 2 and 40), withdrawn boolean not null,
  reason text not null check (length(reason) between 1 and 500),
  said_by uuid not null references person, said_by_name text not null, said_at timestamptz not null default now(),
  constraint vocabulary_word_has_its_code check ((code is not null) = (written = value and not withdrawn))
);
create index vocabulary_word_by_word on vocabulary_word (facet, written, seq desc);
