-- How long a licence is good, and how its seats are given, taken back and followed.

create or replace function seat_event_hash(event seat_event) returns bytea language sql stable as $$
  select sha256(event.previous_hash || convert_to(concat_ws(E'\x1f',
    event.licence_id, event.seq, event.seat_id, event.person_id, event.kind,
    to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    coalesce(event.actor_id::text, '-'), event.free, event.assigned), 'UTF8'))
$$;

-- The pool row is locked by the caller, so events of one licence are numbered without gaps.
create or replace function append_seat_event(in_seat uuid, in_kind text, in_at timestamptz, in_actor uuid)
  returns void language plpgsql as $$
declare event seat_event;
begin
  select s.licence_id, p.event_seq + 1, s.id, s.person_id, in_kind, in_at, in_actor, p.free, p.assigned, p.event_head
    into event.licence_id, event.seq, event.seat_id, event.person_id, event.kind, event.at, event.actor_id,
         event.free, event.assigned, event.previous_hash
    from seat s join seat_pool p on p.licence_id = s.licence_id where s.id = in_seat;
  event.hash := seat_event_hash(event);
  insert into seat_event values (event.*);
  update seat_pool set event_seq = event.seq, event_head = event.hash where licence_id = event.licence_id;
end $$;

-- One statement, one round trip: the licence is held in force, the pool row decides who comes first. Locks in this order:
-- licence (share), seat_pool. A revocation takes the same order and therefore wins or waits. in_given: the holder gives
-- the seat, so it does not matter that it was taken back; otherwise what was taken back is not claimed anew.
create or replace function claim_seat(in_licence uuid, in_seat uuid, in_person uuid, in_actor uuid, in_given boolean default false)
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
   where s.licence_id = in_licence and s.person_id = in_person and s.state = 'ASSIGNED';
  if found then
    return query select 'held', held;
    return;
  end if;
  if not in_given and seat_was_taken_back(in_licence, in_person) then
    return query select 'taken-back', null::uuid;
    return;
  end if;
  update seat_pool p set free = p.free - 1, assigned = p.assigned + 1 where p.licence_id = in_licence and p.free > 0;
  if not found then
    return query select 'exhausted', null::uuid;
    return;
  end if;
  insert into seat (id, licence_id, person_id, assigned_at) values (in_seat, in_licence, in_person, moment);
  perform append_seat_event(in_seat, 'CLAIMED', moment, in_actor);
  return query select 'claimed', in_seat;
end $$;

-- Whether the last seat of the person was taken back: on this licence, or on another one in force that the same holder
-- bought of the same thing. A school that bought twice took the seat away from the thing, not from one of two orders.
create or replace function seat_was_taken_back(in_licence uuid, in_person uuid) returns boolean language sql stable as $$
  select coalesce((select s.state = 'REVOKED'
                     from licence l
                     join licence o on o.holder_id = l.holder_id and o.listing_id = l.listing_id
                      and (o.id = l.id or o.state = 'ACTIVE' and (o.valid_until is null or o.valid_until > now()))
                     join seat s on s.licence_id = o.id and s.person_id = in_person
                    where l.id = in_licence
                    order by s.assigned_at desc limit 1), false)
$$;

-- Ends the live seats of a licence, of one person or (in_person null) of all; says how many.
create or replace function end_seats(in_licence uuid, in_person uuid, in_kind text, in_actor uuid)
  returns int language plpgsql as $$
declare
  ended record;
  moment timestamptz := clock_timestamp();
  n int := 0;
begin
  perform from seat_pool p where p.licence_id = in_licence for update;
  for ended in
    select s.id from seat s where s.licence_id = in_licence and s.state = 'ASSIGNED'
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
create or replace function organizations_reaching(in_person uuid) returns table (organization_id uuid)
  language sql stable as $$
  with recursive home as (
    select o.id, o.parent_id
      from role_assignment r
      join organization o on o.id = r.organization_id and o.kind in ('school', 'site', 'bureau') and o.status = 'ACTIVE'
      join person p on p.id = r.person_id and p.status = 'ACTIVE'
     where r.person_id = in_person and r.role not in ('PARENT', 'AUDITOR')
       and r.valid_from <= now() and (r.valid_until is null or r.valid_until > now())
    union
    select o.id, o.parent_id from home h join organization o on o.id = h.parent_id
  )
  select id from home
$$;

-- Gives back, for a person, every seat of a licence that does not reach the person any more. In the order of the
-- licences, as whoever else locks several pools does.
create or replace function free_seats_left_behind(in_person uuid) returns int language plpgsql as $$
declare
  left_behind uuid;
  freed int := 0;
begin
  for left_behind in
    select l.id from seat s join licence l on l.id = s.licence_id
     where s.person_id = in_person and s.state = 'ASSIGNED'
       and l.holder_id not in (select organization_id from organizations_reaching(in_person))
     order by l.id
  loop
    freed := freed + end_seats(left_behind, in_person, 'RETURNED', null);
  end loop;
  return freed;
end $$;
