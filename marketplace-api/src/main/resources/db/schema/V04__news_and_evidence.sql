-- News leaves the core in the transaction that made it (outbox); evidence of every act can be added, never edited.

create table outbox_message (
  seq bigint generated always as identity primary key, id uuid not null unique, type text not null,
  aggregate_type text not null, aggregate_id uuid not null, payload jsonb not null,
  created_at timestamptz not null default now()
);
create index outbox_message_by_aggregate on outbox_message (aggregate_id);

create table outbox_subscription (
  consumer text not null, message_type text not null,
  primary key (consumer, message_type)
);

create table outbox_delivery (
  consumer text not null, seq bigint not null references outbox_message, aggregate_id uuid not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'QUARANTINED')),
  attempts int not null default 0, next_attempt_at timestamptz not null default now(),
  last_error text, delivered_at timestamptz,
  primary key (consumer, seq)
);
create index outbox_delivery_pending on outbox_delivery (consumer, seq) where state = 'PENDING';
create index outbox_delivery_open_by_aggregate on outbox_delivery (consumer, aggregate_id, seq) where state <> 'DELIVERED';

create view audit.v_outbox as
  select m.seq, m.id, m.type, m.aggregate_type, m.aggregate_id, m.created_at,
         d.consumer, d.state, d.attempts, d.next_attempt_at, d.last_error, d.delivered_at
    from outbox_message m left join outbox_delivery d using (seq);

-- Where the chain of each organization's audit entries stands.
create table audit_chain (organization_id uuid primary key, seq bigint not null, head bytea not null);

create table audit_entry (
  organization_id uuid not null, seq bigint not null, at timestamptz not null,
  actor_id uuid, actor_name text not null, actor_role text, action text not null,
  subject_type text not null, subject_id uuid not null, detail jsonb not null,
  previous_hash bytea not null, hash bytea not null,
  primary key (organization_id, seq)
);
create index audit_entry_by_subject on audit_entry (subject_id, at);
create index audit_entry_by_actor on audit_entry (actor_id, at desc) where actor_id is not null;
create index audit_entry_by_time on audit_entry (at desc, organization_id desc);

create view audit.v_audit as
  select e.organization_id, e.seq, e.at, e.actor_id, e.actor_name, e.actor_role, e.action, e.subject_type, e.subject_id,
         e.detail, encode(e.previous_hash, 'hex') as previous_hash, encode(e.hash, 'hex') as hash
    from audit_entry e;

-- Rows that change (an order, a payment, a licence, a closed year) have no chain of their own: every state they were ever
-- in is sealed here, by a digest that is linked to the digest before it. Whoever edits, deletes or adds such a row past
-- the database's triggers leaves a row that its last seal does not match, and verify names it.
create table row_seal (
  table_name text not null, row_key text not null, seq int not null, content bytea,
  previous_hash bytea not null, hash bytea not null, sealed_at timestamptz not null default clock_timestamp(),
  primary key (table_name, row_key, seq)
);
comment on column row_seal.content is 'null: the row was deleted, by a migration';

-- What is sealed and by which key; R__guards_of_evidence.sql has the list.
create table sealed_table (
  table_name text primary key, key_columns text[] not null check (cardinality(key_columns) between 1 and 4)
);
