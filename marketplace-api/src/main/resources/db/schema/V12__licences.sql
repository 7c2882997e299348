-- What is bought is a right to use, and seats of it are promised to people: none may be doubled, lost or forged.

create table licence (
  id uuid primary key, order_id uuid not null, order_line_id uuid not null unique,
  listing_id uuid not null, listing_version int not null, offer_id uuid not null references offer,
  holder_id uuid not null references organization, budget_line_id uuid not null,
  model text not null check (model in ('named_seat', 'school', 'perpetual', 'service')),
  seats_total int check (seats_total > 0), term_months int check (term_months > 0),
  state text not null default 'PENDING' check (state in ('PENDING', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'REVOKED')),
  valid_from timestamptz, valid_until timestamptz check (valid_until > valid_from),
  row_version int not null default 0, created_at timestamptz not null default now(),
  foreign key (listing_id, listing_version) references listing_version,
  check (model <> 'named_seat' or seats_total is not null),
  check (state in ('PENDING', 'REVOKED') or valid_from is not null)
);
create index licence_by_holder on licence (holder_id, listing_id);
create index licence_by_order on licence (order_id);
create index licence_by_end on licence (valid_until) where state in ('ACTIVE', 'SUSPENDED');
comment on column licence.seats_total is 'null: everybody in the holder''s part of the tree may use it';
comment on column licence.valid_until is 'null: for ever';

-- The counters of a licence whose seats are counted. They move only together with a seat and its event.
create table seat_pool (
  licence_id uuid primary key references licence, total int not null check (total > 0),
  free int not null check (free >= 0), assigned int not null default 0 check (assigned >= 0),
  event_seq int not null default 0, event_head bytea not null default sha256(''),
  check (free + assigned = total)
);

create table seat (
  id uuid primary key, licence_id uuid not null references seat_pool, person_id uuid not null references person,
  state text not null default 'ASSIGNED' check (state in ('ASSIGNED', 'RETURNED', 'REVOKED')),
  assigned_at timestamptz not null, ended_at timestamptz,
  check ((state = 'ASSIGNED') = (ended_at is null))
);
create unique index seat_live_once on seat (licence_id, person_id) where state = 'ASSIGNED';
create index seat_by_person on seat (person_id) where state = 'ASSIGNED';
create index seat_by_licence_and_person on seat (licence_id, person_id, assigned_at desc);

create table seat_event (
  licence_id uuid not null references seat_pool, seq int not null,
  seat_id uuid not null references seat, person_id uuid not null,
  kind text not null check (kind in ('CLAIMED', 'RETURNED', 'REVOKED')), at timestamptz not null, actor_id uuid,
  free int not null, assigned int not null, previous_hash bytea not null, hash bytea not null,
  primary key (licence_id, seq)
);
create index seat_event_by_seat on seat_event (seat_id);

create view audit.v_seat_event as
  select licence_id, seq, seat_id, person_id, kind, at, actor_id, free, assigned, previous_hash, hash from seat_event;

-- Demand that could not be served: who wanted what and why it was refused, at which door.
create table denial (
  id uuid primary key, person_id uuid not null references person,
  listing_id uuid not null references listing, licence_id uuid references licence, reason text not null,
  door text not null check (door in ('claim', 'login-initiation', 'authorization', 'link', 'file')),
  at timestamptz not null default now()
);
create index denial_by_person on denial (person_id, at);
create index denial_by_listing on denial (listing_id, at);
