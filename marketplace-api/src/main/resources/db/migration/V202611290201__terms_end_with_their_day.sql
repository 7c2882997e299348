-- Why: a licence that says "to 2027-11-29" is good all of that day, in Beijing time; it ended at the hour at which the
-- vendor had confirmed, in the middle of a lesson. Those in force get the rest of the day that was printed for them.
-- A million rows in force: each is written and sealed once, at about 30,000 rows a second. Undo: drop the function; the
-- hours that were given stay given.

create function end_of_day(at timestamptz) returns timestamptz language sql immutable as $$
  select ((at at time zone 'Asia/Shanghai')::date + 1)::timestamp at time zone 'Asia/Shanghai'
$$;

-- The moment after the last day: the same day of a later month, or that month's last.
create function end_of_term(begins timestamptz, months int) returns timestamptz language sql immutable as $$
  select end_of_day(((begins at time zone 'Asia/Shanghai') + make_interval(months => months)) at time zone 'Asia/Shanghai')
$$;

update licence set valid_until = end_of_day(valid_until)
 where state in ('ACTIVE', 'SUSPENDED') and valid_until is not null and valid_until > now();
