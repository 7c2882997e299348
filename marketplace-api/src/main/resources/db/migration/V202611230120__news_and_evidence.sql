-- Why: news leaves the core in the transaction that made it (outbox); evidence of every act can be added, never edited.
-- A million rows: delivery rows are found by a partial index over what is pending. Undo: drop tables and functions.

create function forbid_change() returns trigger language plpgsql as $$
begin
  raise exception '% on % is refused: these rows are evidence, added and never changed', tg_op, tg_table_name
    using errcode = 'integrity_constraint_violation';
end $$;

create table outbox_message (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  type text not null,
  aggregate_type text not null,
  aggregate_id uuid not null,
  payload jsonb not null,
  created_at timestamptz not null default now()
);
create index outbox_message_by_aggregate on outbox_message (aggregate_id);

create table outbox_subscription (
  consumer text not null,
  message_type text not null,
  primary key (consumer, message_type)
);

create table outbox_delivery (
  consumer text not null,
  seq bigint not null references outbox_message,
  aggregate_id uuid not null,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'quarantined')),
  attempts int not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error text,
  delivered_at timestamptz,
  primary key (consumer, seq)
);
create index outbox_delivery_pending on outbox_delivery (consumer, seq) where state = 'pending';
create index outbox_delivery_open_by_aggregate on outbox_delivery (consumer, aggregate_id, seq) where state <> 'delivered';

create function fan_out_outbox_message() returns trigger language plpgsql as $$
begin
  insert into outbox_delivery (consumer, seq, aggregate_id)
    select s.consumer, new.seq, new.aggregate_id from outbox_subscription s where s.message_type = new.type;
  perform pg_notify('outbox', new.type);
  return null;
end $$;
create trigger outbox_message_fans_out after insert on outbox_message
  for each row execute function fan_out_outbox_message();

-- What upper modules and the engine sent down, applied once: the key is the sender's own.
create table inbox_message (
  source text not null,
  message_key text not null,
  applied_at timestamptz not null default now(),
  primary key (source, message_key)
);

create table audit_chain (
  organization_id uuid primary key,
  seq bigint not null,
  head bytea not null
);

create table audit_entry (
  organization_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text not null,
  actor_role text,
  action text not null,
  subject_type text not null,
  subject_id uuid not null,
  detail jsonb not null,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (organization_id, seq)
);
create index audit_entry_by_subject on audit_entry (subject_id, at);
create trigger audit_entry_is_evidence before update or delete or truncate on audit_entry
  for each statement execute function forbid_change();

create function audit_entry_hash(entry audit_entry) returns bytea language sql stable as $$
  select sha256(entry.previous_hash || convert_to(concat_ws(E'\x1f',
    entry.organization_id, entry.seq, to_char(entry.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
    coalesce(entry.actor_id::text, '-'), entry.actor_name, coalesce(entry.actor_role, '-'), entry.action,
    entry.subject_type, entry.subject_id, entry.detail::text), 'UTF8'))
$$;

-- One row lock per organization, taken last in a transaction (after every account and document row).
create function append_audit_entry(
  in_organization uuid, in_actor uuid, in_actor_name text, in_actor_role text,
  in_action text, in_subject_type text, in_subject uuid, in_detail jsonb) returns bigint language plpgsql as $$
declare
  entry audit_entry;
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
