-- Days are Beijing's, wherever the server stands.

create or replace function beijing_day(at timestamptz) returns date language sql immutable as $$
  select (at at time zone 'Asia/Shanghai')::date
$$;

create or replace function beijing_year() returns int language sql stable as $$
  select extract(year from beijing_day(now()))::int
$$;

create or replace function beginning_of_day(day date) returns timestamptz language sql immutable as $$
  select day::timestamp at time zone 'Asia/Shanghai'
$$;

-- A licence that says "to 2027-11-29" is good all of that day, not to the hour at which it began: the moment after its last
-- day, which is the same day of a later month, or that month's last.
create or replace function end_of_term(begins timestamptz, months int) returns timestamptz language sql immutable as $$
  select beginning_of_day((beijing_day(begins) + make_interval(months => months))::date + 1)
$$;
