-- Why: a seat that the school took back was claimed anew when its person opened the app; and a seat stayed taken when
-- its person's role had ended. What was taken back is given again by the holder alone; what is left behind is free.
-- A million rows: one index over all seats (two seconds), one over roles with an end; then a look-up by key a claim and a
-- look at the person's own seats when a role changes; what is left behind today is looked for once, at about 5,000 people
-- a second. Undo: drop triggers, functions and indexes, put claim_seat back.

create index seat_by_licence_and_person on seat (licence_id, person_id, assigned_at desc);
create index role_assignment_by_end on role_assignment (valid_until) where valid_until is not null;

create function seat_was_taken_back(in_licence uuid, in_person uuid) returns boolean language sql stable as $$
  select coalesce((select s.state = 'revoked' from seat s where s.licence_id = in_licence and s.person_id = in_person
                    order by s.assigned_at desc limit 1), false)
$$;

drop function claim_seat(uuid, uuid, uuid, uuid);
-- As before, with in_given: the holder gives the seat, so it does not matter that it was taken back.
create function claim_seat(in_licence uuid, in_seat uuid, in_person uuid, in_actor uuid, in_given boolean default false)
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
  if not in_given and seat_was_taken_back(in_licence, in_person) then
    return query select 'taken-back', null::uuid;
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

-- Gives back, for a person, every seat of a licence that does not reach the person any more. In the order of the
-- licences, as whoever else locks several pools does.
create function free_seats_left_behind(in_person uuid) returns int language plpgsql as $$
declare
  left_behind uuid;
  freed int := 0;
begin
  for left_behind in
    select l.id from seat s join licence l on l.id = s.licence_id
     where s.person_id = in_person and s.state = 'assigned'
       and l.holder_id not in (select organization_id from organizations_reaching(in_person))
     order by l.id
  loop
    freed := freed + end_seats(left_behind, in_person, 'returned', null);
  end loop;
  return freed;
end $$;

create function seats_follow_roles() returns trigger language plpgsql as $$
begin
  perform free_seats_left_behind(old.person_id);
  return null;
end $$;
create trigger seats_follow_roles after update or delete on role_assignment
  for each row execute function seats_follow_roles();

create function seats_follow_people() returns trigger language plpgsql as $$
begin
  perform free_seats_left_behind(old.id);
  return null;
end $$;
create trigger seats_follow_people after update of status on person
  for each row when (new.status <> 'active') execute function seats_follow_people();

-- What is left behind today.
select free_seats_left_behind(p.person_id)
  from (select distinct person_id from seat where state = 'assigned') p;
