-- Why: an account's name follows from its columns and its balances follow from its legs, but nothing said that it is
-- still the account it was made as. Somebody who edits all columns of its name together, or gives an account another
-- number that no leg uses yet, moved money between lines unseen. Number and name are kept here when an account is made.
-- A million rows: one row of about 60 bytes an account, made with it; those there are now take about ten seconds.
-- Undo: drop the trigger, then what is made here.

create table account_seal (
  account_id bigint primary key,
  identity bytea not null
);

create function account_identity(id bigint, key text) returns bytea language sql immutable as $$
  select sha256(convert_to(id || E'\x1f' || key, 'UTF8'))
$$;

create function seal_accounts() returns trigger language plpgsql security definer
set search_path = market, pg_temp as $$
begin
  insert into account_seal select id, account_identity(id, key) from made;
  return null;
end $$;

insert into account_seal select id, account_identity(id, key) from account;
create trigger account_is_sealed after insert on account referencing new table as made
  for each statement execute function seal_accounts();
create trigger account_seal_is_evidence before update or delete or truncate on account_seal
  for each statement execute function forbid_change();

do $$
begin
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    revoke insert, update, delete, truncate on account_seal from "${appRole}";
  end if;
end $$;
