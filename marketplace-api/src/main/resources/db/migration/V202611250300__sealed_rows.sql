-- Why: an order, a payment, a licence and a closed year are rows that change, so no chain of their own covers them.
-- Every state they were ever in is sealed here: a digest of the row, linked to the digest before it. Whoever edits,
-- deletes or adds such a row past the database's triggers leaves a row that its last seal does not match, and verify
-- names it. A table is sealed with one call:  select seal_table('contract', '{id}');
-- A million rows: one insert of about 200 bytes per change of a sealed row, found by key; what is there already is
-- sealed once, now, at about 30,000 rows a second. Undo: drop the triggers row_is_sealed, then what is made here.

create table row_seal (
  table_name text not null,
  row_key text not null,
  seq int not null,
  content bytea,
  previous_hash bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null default clock_timestamp(),
  primary key (table_name, row_key, seq)
);
comment on column row_seal.content is 'null: the row was deleted, by a migration';
create trigger row_seal_is_evidence before update or delete or truncate on row_seal
  for each statement execute function forbid_change();

create table sealed_table (
  table_name text primary key,
  key_columns text[] not null check (cardinality(key_columns) > 0)
);

-- Columns that are null do not count, so that a table may get a new column without being sealed anew.
create function sealed_content(content jsonb) returns bytea language sql immutable as $$
  select sha256(convert_to(jsonb_strip_nulls(content)::text, 'UTF8'))
$$;

create function sealed_key(content jsonb, key_columns text[]) returns text language sql immutable as $$
  select string_agg(content->>u.name, '/' order by u.at) from unnest(key_columns) with ordinality u(name, at)
$$;

create function row_seal_hash(s row_seal) returns bytea language sql stable as $$
  select sha256(s.previous_hash || convert_to(concat_ws(E'\x1f', s.table_name, s.row_key, s.seq,
    coalesce(encode(s.content, 'hex'), '-'), to_char(s.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')),
    'UTF8'))
$$;

-- The row itself is locked by whoever changes it, so the seals of one row are numbered without gaps.
create function append_row_seal(in_table text, in_key text, in_content bytea) returns void language plpgsql as $$
declare
  seal row_seal;
begin
  select s.seq + 1, s.hash into seal.seq, seal.previous_hash
    from row_seal s where s.table_name = in_table and s.row_key = in_key order by s.seq desc limit 1;
  seal.table_name := in_table;
  seal.row_key := in_key;
  seal.seq := coalesce(seal.seq, 1);
  seal.content := in_content;
  seal.previous_hash := coalesce(seal.previous_hash, sha256(''));
  seal.sealed_at := clock_timestamp();
  seal.hash := row_seal_hash(seal);
  insert into row_seal values (seal.*);
end $$;

-- The time zone is part of how a moment is written, so it is fixed wherever a content is computed.
create function seal_row() returns trigger language plpgsql security definer
set search_path = market, pg_temp set timezone = 'UTC' set bytea_output = 'hex' as $$
declare
  content constant jsonb := to_jsonb(case tg_op when 'DELETE' then old else new end);
begin
  perform append_row_seal(tg_table_name, sealed_key(content, tg_argv::text[]),
    case when tg_op <> 'DELETE' then sealed_content(content) end);
  return null;
end $$;

create function seal_table(name text, key_columns text[]) returns void language plpgsql
set timezone = 'UTC' set bytea_output = 'hex' as $$
begin
  insert into sealed_table values (name, key_columns);
  execute format('select append_row_seal(%L, sealed_key(to_jsonb(t), %L), sealed_content(to_jsonb(t))) from %I t',
    name, key_columns, name);
  execute format('create trigger row_is_sealed after insert or update or delete on %I for each row execute function seal_row(%s)',
    name, (select string_agg(quote_literal(k), ', ') from unnest(key_columns) k));
end $$;

-- Every contradiction between sealed rows and their seals.
create function broken_seals() returns table (row_name text, why text) language plpgsql stable
set timezone = 'UTC' set bytea_output = 'hex' as $$
declare
  sealed sealed_table;
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

select seal_table('posting_rule', '{kind,debit_code,credit_code,effect}');
select seal_table('account_class', '{code}');
select seal_table('closed_year', '{organization_id,fiscal_year}');
select seal_table('purchase_order', '{id}');
select seal_table('purchase_order_line', '{id}');
select seal_table('purchase_order_event', '{order_id,seq}');
select seal_table('acceptance', '{id}');
select seal_table('invoice', '{id}');
select seal_table('payment', '{id}');
select seal_table('payment_attempt', '{id}');
select seal_table('treasury_transfer', '{payment_id}');
select seal_table('licence', '{id}');
select seal_table('journal_refusal', '{id}');

revoke all on function append_row_seal(text, text, bytea), seal_table(text, text[]) from public;
do $$
begin
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    revoke insert, update, delete, truncate on row_seal, sealed_table from "${appRole}";
  end if;
end $$;
