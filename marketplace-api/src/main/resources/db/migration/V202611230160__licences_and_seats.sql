-- Why: what is bought is a right to use, and seats of it are promised to people: none may be doubled, lost or forged.
-- A million rows: a claim locks one pool row; look-ups go by holder and listing, or by person. Undo: drop what is made.

create table licence (
  id uuid primary key,
  order_id uuid not null,
  order_line_id uuid not null unique,
  listing_id uuid not null,
  listing_version int not null,
  offer_id uuid not null references offer,
  holder_id uuid not null references organization,
  budget_line_id uuid not null,
  model text not null check (model in ('named_seat', 'school', 'perpetual', 'service')),
  seats_total int check (seats_total > 0),
  term_months int check (term_months > 0),
  state text not null check (state in ('PENDING', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'REVOKED')),
  valid_from timestamptz,
  valid_until timestamptz check (valid_until > valid_from),
  row_version int not null default 0,
  created_at timestamptz not null default now(),
  foreign key (listing_id, listing_version) references listing_version,
  check (model <> 'named_seat' or seats_total is not null),
  check (state in ('PENDING', 'REVOKED') or valid_from is not null)
);
comment on column licence.seats_total is 'null: everybody in the holder''s part of the tree may use it';
comment on column licence.valid_until is 'null: for ever';
create index licence_by_holder on licence (holder_id, listing_id);
create index licence_by_order on licence (order_id);
create index licence_by_end on licence (valid_until) where state in ('ACTIVE', 'SUSPENDED');

-- The counters of a licence whose seats are counted. They move only together with a seat and its event.
create table seat_pool (
  licence_id uuid primary key references licence,
  total int not null check (total > 0),
  free int not null check (free >= 0),
  assigned int not null default 0 check (assigned >= 0),
  event_seq int not null default 0,
  event_head bytea not null default sha256(''),
  check (free + assigned = total)
);

create table seat (
  id uuid primary key,
  licence_id uuid not null references seat_pool,
  person_id uuid not null references person,
  state text not null check (state in ('assigned', 'returned', 'revoked')),
  assigned_at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'assigned') = (ended_at is null))
);
create unique index seat_live_once on seat (licence_id, person_id) where state = 'assigned';
create index seat_by_person on seat (person_id) where state = 'assigned';

create table seat_event (
  licence_id uuid not null references seat_pool,
  seq int not null,
  seat_id uuid not null references seat,
  person_id uuid not null,
  kind text not null check (kind in ('claimed', 'returned', 'revoked')),
  at timestamptz not null,
  actor_id uuid,
  free int not null,
  assigned int not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (licence_id, seq)
);
create index seat_event_by_seat on seat_event (seat_id);
create trigger seat_event_is_evidence before update or delete or truncate on seat_event
  for each statement execute function forbid_change();

-- Demand that could not be served: who wanted what and why it was refused, at which door.
create table denial (
  id uuid primary key,
  person_id uuid not null references person,
  listing_id uuid not null references listing,
  licence_id uuid references licence,
  reason text not null,
  door text not null check (door in ('claim', 'login-initiation', 'authorization')),
  at timestamptz not null default now()
);
create index denial_by_listing on denial (listing_id, at);
create trigger denial_is_evidence before update or delete or truncate on denial
  for each statement execute function forbid_change();

create function seat_event_hash(event seat_event) returns bytea language sql stable as $$
  select sha256(event.previous_hash || convert_to(concat_ws(E'\x1f',
    event.licence_id, event.seq, event.seat_id, event.person_id, event.kind,
    to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    coalesce(event.actor_id::text, '-'), event.free, event.assigned), 'UTF8'))
$$;

-- The pool row is locked by the caller, so events of one licence are numbered without gaps.
create function append_seat_event(in_seat uuid, in_kind text, in_at timestamptz, in_actor uuid)
  returns void language plpgsql as $$
declare
  event seat_event;
begin
  select s.licence_id, p.event_seq + 1, s.id, s.person_id, in_kind, in_at, in_actor, p.free, p.assigned, p.event_head
    into event.licence_id, event.seq, event.seat_id, event.person_id, event.kind, event.at, event.actor_id,
         event.free, event.assigned, event.previous_hash
    from seat s join seat_pool p on p.licence_id = s.licence_id where s.id = in_seat;
  event.hash := seat_event_hash(event);
  insert into seat_event values (event.*);
  update seat_pool set event_seq = event.seq, event_head = event.hash where licence_id = event.licence_id;
end $$;

-- One statement, one round trip: the licence is held in force, the pool row decides who comes first.
-- Locks in this order: licence (share), seat_pool. A revocation takes the same order and therefore wins or waits.
create function claim_seat(in_licence uuid, in_seat uuid, in_person uuid, in_actor uuid)
  returns table (outcome text, seat_id uuid) language plpgsql as $$
declare
  held uuid;
  moment timestamptz := clock_timestamp();
begin
  perform from licence l where l.id = in_licence and l.state = 'ACTIVE'
    and l.valid_from <= moment and (l.valid_until is null or l.valid_until > moment) for share;
  if not found then
    return query select 'not-in-force', null::uuid;
    return;
  end if;
  perform from seat_pool p where p.licence_id = in_licence for update;
  if not found then
    return query select 'not-needed', null::uuid;
    return;
  end if;
  select s.id into held from seat s
   where s.licence_id = in_licence and s.person_id = in_person and s.state = 'assigned';
  if found then
    return query select 'held', held;
    return;
  end if;
  update seat_pool p set free = p.free - 1, assigned = p.assigned + 1 where p.licence_id = in_licence and p.free > 0;
  if not found then
    return query select 'exhausted', null::uuid;
    return;
  end if;
  insert into seat (id, licence_id, person_id, state, assigned_at)
    values (in_seat, in_licence, in_person, 'assigned', moment);
  perform append_seat_event(in_seat, 'claimed', moment, in_actor);
  return query select 'claimed', in_seat;
end $$;

-- Ends the live seats of a licence, of one person or (in_person null) of all; says how many.
create function end_seats(in_licence uuid, in_person uuid, in_kind text, in_actor uuid)
  returns int language plpgsql as $$
declare
  ended record;
  moment timestamptz := clock_timestamp();
  n int := 0;
begin
  perform from seat_pool p where p.licence_id = in_licence for update;
  for ended in
    select s.id from seat s where s.licence_id = in_licence and s.state = 'assigned'
       and (in_person is null or s.person_id = in_person) order by s.id
  loop
    update seat set state = in_kind, ended_at = moment where id = ended.id;
    update seat_pool p set free = p.free + 1, assigned = p.assigned - 1 where p.licence_id = in_licence;
    perform append_seat_event(ended.id, in_kind, moment, in_actor);
    n := n + 1;
  end loop;
  return n;
end $$;

-- Where a person belongs, and everything above it: a licence held by any of these reaches the person.
create function organizations_reaching(in_person uuid) returns table (organization_id uuid)
  language sql stable as $$
  with recursive home as (
    select o.id, o.parent_id
      from role_assignment r
      join organization o on o.id = r.organization_id and o.kind in ('school', 'bureau') and o.status = 'active'
      join person p on p.id = r.person_id and p.status = 'active'
     where r.person_id = in_person and r.role not in ('PARENT', 'AUDITOR')
       and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
    union
    select o.id, o.parent_id from home h join organization o on o.id = h.parent_id
  )
  select id from home
$$;

create view audit.v_seat_event as
  select licence_id, seq, seat_id, person_id, kind, at, actor_id, free, assigned, previous_hash, hash from seat_event;

do $$
begin
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    execute format('revoke update, delete on seat_event, denial from %I', '${appRole}');
    execute format('revoke delete on licence, seat, seat_pool from %I', '${appRole}');
  end if;
end $$;
