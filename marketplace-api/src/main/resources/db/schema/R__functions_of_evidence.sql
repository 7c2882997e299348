-- How news is handed out and how evidence is chained and sealed.

-- The guard of rows that are only added, or that a trigger's condition makes last; the trigger may say why.
create or replace function forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: %', tg_op, tg_table_name,
    coalesce(tg_argv[0], 'these rows are evidence, added and never changed') using errcode = 'integrity_constraint_violation';
end $$;

-- How the other guards refuse; the rule is named by the function that asks (problem.Constraints).
create or replace function refuse_when(wrong boolean, why text) returns void language plpgsql as $$
begin
  if wrong then raise exception '%', why using errcode = 'integrity_constraint_violation'; end if;
end $$;

-- The pattern for whatever COMMIT demands: a function that looks from NEW to the row that must be its counterpart and raises
-- with the ids when it is not there, and this, so that rows may be written in any order inside a transaction and must
-- agree when it commits. events as in "insert or update", condition as in WHEN.
create or replace procedure guard_at_commit(guarded text, name text, events text, condition text, guard text)
language plpgsql set client_min_messages = warning as $$
begin
  execute format('drop trigger if exists %I on %I', name, guarded);
  execute format('create constraint trigger %I after %s on %I deferrable initially deferred for each row when (%s)
    execute function %I()', name, events, guarded, condition, guard);
end $$;

-- Who is to be given the news is told by name, so that nobody else looks; what nobody waits for wakes nobody. PostgreSQL
-- commits those who notify one after the other.
create or replace function fan_out_outbox_message() returns trigger language plpgsql as $$
declare consumers text;
begin
  with handed_out as (
    insert into outbox_delivery (consumer, seq, aggregate_id)
    select s.consumer, new.seq, new.aggregate_id from outbox_subscription s where s.message_type = new.type
    returning consumer)
  select string_agg(consumer, ',') into consumers from handed_out;
  if consumers is not null then
    perform pg_notify('outbox', consumers);
  end if;
  return null;
end $$;

create or replace function audit_entry_hash(entry audit_entry) returns bytea language sql stable as $$
  select sha256(entry.previous_hash || convert_to(concat_ws(E'\x1f',
    entry.organization_id, entry.seq, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    coalesce(entry.actor_id::text, '-'), entry.actor_name, coalesce(entry.actor_role, '-'), entry.action,
    entry.subject_type, entry.subject_id, entry.detail::text), 'UTF8'))
$$;

-- The only way into the audit log. One row lock per organization, taken last in a transaction (after every account and
-- document row).
create or replace function append_audit_entry(
  in_organization uuid, in_actor uuid, in_actor_name text, in_actor_role text,
  in_action text, in_subject_type text, in_subject uuid, in_detail jsonb) returns bigint
language plpgsql security definer set search_path = market, pg_temp as $$
declare entry audit_entry;
begin
  insert into audit_chain (organization_id, seq, head) values (in_organization, 0, sha256('')) on conflict do nothing;
  select c.seq + 1, c.head into entry.seq, entry.previous_hash
    from audit_chain c where c.organization_id = in_organization for update;
  entry.organization_id := in_organization;
  entry.at := clock_timestamp();
  entry.actor_id := in_actor;
  entry.actor_name := in_actor_name;
  entry.actor_role := in_actor_role;
  entry.action := in_action;
  entry.subject_type := in_subject_type;
  entry.subject_id := in_subject;
  entry.detail := in_detail;
  entry.hash := audit_entry_hash(entry);
  insert into audit_entry values (entry.*);
  update audit_chain set seq = entry.seq, head = entry.hash where organization_id = in_organization;
  return entry.seq;
end $$;

-- Columns that are null do not count, so that a table may get a new column without being sealed anew.
create or replace function sealed_content(content jsonb) returns bytea language sql immutable as $$
  select sha256(convert_to(jsonb_strip_nulls(content)::text, 'UTF8'))
$$;

-- An expression and no query, so that it becomes part of whatever asks. No sealed table has more than four key columns.
create or replace function sealed_key(content jsonb, key_columns text[]) returns text language sql stable as $$
  select concat_ws('/', content->>key_columns[1], content->>key_columns[2], content->>key_columns[3], content->>key_columns[4])
$$;

create or replace function row_seal_hash(s row_seal) returns bytea language sql stable as $$
  select sha256(s.previous_hash || convert_to(concat_ws(E'\x1f', s.table_name, s.row_key, s.seq,
    coalesce(encode(s.content, 'hex'), '-'), to_char(s.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')),
    'UTF8'))
$$;

-- The row itself is locked by whoever changes it, so the seals of one row are numbered without gaps. They are looked for by
-- what stands in the record: a trigger's table name has the collation "C", a parameter takes it over, and under another
-- collation than its own an index is of no use.
create or replace function append_row_seal(in_table text, in_key text, in_content bytea) returns void language plpgsql as $$
declare seal row_seal;
begin
  seal.table_name := in_table;
  seal.row_key := in_key;
  select s.seq + 1, s.hash into seal.seq, seal.previous_hash
    from row_seal s where s.table_name = seal.table_name and s.row_key = seal.row_key order by s.seq desc limit 1;
  seal.seq := coalesce(seal.seq, 1);
  seal.content := in_content;
  seal.previous_hash := coalesce(seal.previous_hash, sha256(''));
  seal.sealed_at := clock_timestamp();
  seal.hash := row_seal_hash(seal);
  insert into row_seal values (seal.*);
end $$;

-- The time zone is part of how a moment is written, so it is fixed wherever a content is computed.
create or replace function seal_row() returns trigger language plpgsql security definer
set search_path = market, pg_temp set timezone = 'UTC' set bytea_output = 'hex' as $$
declare content constant jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  perform append_row_seal(tg_table_name, sealed_key(content, array[tg_argv[0], tg_argv[1], tg_argv[2], tg_argv[3]]),
    case when tg_op <> 'DELETE' then sealed_content(content) end);
  return null;
end $$;

-- Seals a table from now on: what is in it already is sealed once, at about 30,000 rows a second.
create or replace function seal_table(name text, key_columns text[]) returns void language plpgsql
set timezone = 'UTC' set bytea_output = 'hex' as $$
begin
  insert into sealed_table values (name, key_columns);
  execute format('select append_row_seal(%L, sealed_key(to_jsonb(t), %L), sealed_content(to_jsonb(t))) from %I t',
    name, key_columns, name);
  execute format('create trigger row_is_sealed after insert or update or delete on %I for each row execute function seal_row(%s)',
    name, (select string_agg(quote_literal(k), ', ') from unnest(key_columns) k));
end $$;

-- Every contradiction between sealed rows and their seals.
create or replace function broken_seals() returns table (row_name text, why text) language plpgsql stable
set timezone = 'UTC' set bytea_output = 'hex' as $$
declare sealed sealed_table;
begin
  return query
    select 'row_seal ' || x.table_name || ' ' || x.row_key || '/' || x.seq,
           'its hash, link or number does not follow from the seal before'
      from (select s.table_name, s.row_key, s.seq, s.hash, s.previous_hash, row_seal_hash(s) as recomputed,
                   lag(s.hash, 1, sha256('')) over seals as expected_previous, row_number() over seals as expected_seq
              from row_seal s window seals as (partition by s.table_name, s.row_key order by s.seq)) x
     where x.hash <> x.recomputed or x.previous_hash <> x.expected_previous or x.seq <> x.expected_seq
     order by x.table_name, x.row_key, x.seq;
  return query
    select 'row_seal ' || s.table_name || ' ' || min(s.row_key), 'belongs to a table that is not sealed'
      from row_seal s where not exists (select from sealed_table t where t.table_name = s.table_name) group by s.table_name;
  for sealed in select * from sealed_table order by table_name loop
    if not exists (select from pg_trigger where tgrelid = to_regclass(sealed.table_name) and tgname = 'row_is_sealed'
                      and tgenabled in ('O', 'A')) then
      return query select 'sealed_table ' || sealed.table_name, 'its rows are not sealed any more';
    end if;
    return query execute format($query$
      with now_there as (
        select sealed_key(to_jsonb(t), %2$L) as row_key, sealed_content(to_jsonb(t)) as content from %1$I t),
      last_seal as (
        select distinct on (s.row_key) s.row_key, s.content from row_seal s
         where s.table_name = %1$L order by s.row_key, s.seq desc),
      kept as (select * from last_seal where content is not null)
      select %1$L || ' ' || row_key, case
               when kept.content is null then 'was put in past the database''s rules'
               when now_there.content is null then 'was taken away'
               else 'is not as it was when it was last written' end
        from now_there full join kept using (row_key)
       where now_there.content is distinct from kept.content
      union all
      select %1$L || ' ' || row_key, 'is there ' || count(*) || ' times' from now_there group by row_key having count(*) > 1
       order by 1 $query$, sealed.table_name, sealed.key_columns);
  end loop;
end $$;
