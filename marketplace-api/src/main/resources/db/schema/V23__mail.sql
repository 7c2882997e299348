-- Where a person gets mail, and what was sent. Nobody needs an address, and without an SMTP server none is asked for. New
-- tables, empty at first; undone by dropping both and the subscription. A row a person and a row a letter: a million letters
-- take some 100 MB and are swept after a year.

create table mail_address (
  person_id uuid primary key references person,
  -- Sealed like the names of a roster: nobody reads it who has the database alone. The digest finds out whether a letter went here.
  sealed bytea not null, digest uuid not null,
  -- Since when it is known that who reads mail there is the person; null until then.
  verified_at timestamptz,
  -- The code of the letter that asks, by its hash; a new one makes it worthless.
  code_hash bytea unique, code_until timestamptz,
  -- The server said for good that nobody is there.
  refused_at timestamptz,
  -- Kinds of letters that the person does not want.
  muted text[] not null default '{}',
  noticed_at timestamptz not null default now(),
  check ((code_hash is null) = (code_until is null))
);

-- What was sent: never a word of it.
create table letter (
  id uuid primary key, person_id uuid not null references person, kind text not null, address uuid not null,
  -- The hash of the code that was in it: whoever uses that code reads mail at the address.
  proof bytea,
  outcome text not null check (outcome in ('SENT', 'REFUSED')), sent_at timestamptz not null default now()
);
create index letter_by_person on letter (person_id, kind, sent_at desc);
create index letter_by_proof on letter (proof) where proof is not null;
create index letter_by_age on letter (sent_at);

insert into outbox_subscription (consumer, message_type) values ('mail', 'LetterWanted');
