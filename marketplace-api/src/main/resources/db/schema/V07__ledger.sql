-- Every yuan of a budget line sits in exactly one bucket; buckets are accounts, movements are legs of journals, which are
-- only added to. Only R__functions_posting.sql writes here; each posting touches its own rows by key. No foreign key leads
-- to a hot account row: that is what made the naive version collapse.

-- The chart of accounts: the budget book (ledger 1), capacity of frameworks (2), the money book (3). scope says what an
-- account of the class belongs to; limited accounts never give more than they have received.
create table account_class (
  code text primary key check (code ~ '^[BM][0-9]{3}$'), ledger smallint not null, symbol text not null unique,
  name_zh text not null, name_en text not null,
  scope text not null check (scope in ('fund-year', 'line', 'line-document', 'party')),
  normal_side text not null check (normal_side in ('debit', 'credit')), limited boolean not null
);

-- Which event may move money between which accounts (I11): R__law_of_the_books.sql.
create table posting_rule (
  kind text not null, event int,
  debit_code text not null references account_class, credit_code text not null references account_class,
  effect text not null check (effect in ('posted', 'pending', 'post', 'void')),
  primary key (kind, debit_code, credit_code, effect)
);

-- Keys compare as bytes; the posting function knows the class. party: whose account it is where no budget line is: a
-- provider, a vendor, an order, a framework's lot and supplier. closed: the year is closed, or the line is bound at a node.
create table account (
  id bigint generated always as identity primary key, key text collate "C" not null unique,
  code text not null, ledger smallint not null,
  fund_code text, fiscal_year int, budget_line_id uuid,
  document_id uuid, limited boolean not null, version bigint not null default 0,
  debits_pending bigint not null default 0 check (debits_pending >= 0),
  debits_posted bigint not null default 0 check (debits_posted >= 0),
  credits_pending bigint not null default 0 check (credits_pending >= 0),
  credits_posted bigint not null default 0 check (credits_posted >= 0),
  party text check (length(party) between 1 and 120), closed boolean not null default false,
  constraint account_never_gives_more_than_it_has
    check (not limited or debits_posted + debits_pending <= credits_posted)
) with (fillfactor = 80);
create index account_by_line on account (budget_line_id, code);
create index account_by_document on account (document_id) where document_id is not null;

-- An account's name follows from its columns and its balances from its legs; that it is still the account it was made as
-- is kept here, with its number, when it is made.
create table account_seal (account_id bigint primary key, identity bytea not null);

-- One chain of journals per organization: no lock that all organizations share.
create table journal_chain (organization_id uuid primary key, seq bigint not null, head bytea not null);

create table journal (
  id uuid primary key, organization_id uuid not null, seq bigint not null, kind text not null,
  posting_year int not null, posting_period int not null check (posting_period between 0 and 13),
  document_type text not null, document_id uuid not null,
  actor_id uuid, actor_name text not null, corrects uuid, posted_at timestamptz not null,
  content_hash bytea not null, previous_hash bytea not null, hash bytea not null,
  unique (organization_id, seq)
);
create index journal_by_document on journal (document_id, kind);
create index journal_by_moment on journal (posted_at, id);

-- A leg moves one amount from its debit to its credit account, so a journal cannot be out of balance. What resolves a
-- pending leg is a later leg that points at it: rows never change. The versions number the entries of an account.
create table leg (
  journal_id uuid not null, seq int not null, debit_account bigint not null, credit_account bigint not null,
  amount_in_fen bigint not null check (amount_in_fen > 0),
  effect text not null check (effect in ('posted', 'pending', 'post', 'void')),
  pending_journal_id uuid, pending_seq int, debit_version bigint not null, credit_version bigint not null,
  debit_balance_after bigint not null, credit_balance_after bigint not null, expires_at timestamptz,
  primary key (journal_id, seq), unique (debit_account, debit_version), unique (credit_account, credit_version),
  check (debit_account <> credit_account),
  check ((effect in ('post', 'void')) = (pending_journal_id is not null)),
  check ((pending_journal_id is null) = (pending_seq is null)),
  constraint leg_expires_when_pending check (expires_at is null or effect = 'pending')
);
create unique index leg_resolves_once on leg (pending_journal_id, pending_seq) where pending_journal_id is not null;
create index leg_that_expires on leg (expires_at) where expires_at is not null;

-- An id that was refused for want of money stays refused, however late its retry arrives.
create table journal_refusal (
  id uuid primary key, content_hash bytea not null, kind text not null,
  document_type text not null, document_id uuid not null, answer jsonb not null,
  refused_at timestamptz not null default now()
);

-- Which organizations have closed which year. A closed year is opened again by a row in the journal, never by deleting.
create table closed_year (
  organization_id uuid not null, fiscal_year int not null,
  closed_at timestamptz not null, closed_by text not null,
  reopened_at timestamptz, reopened_by text, times int not null default 1,
  primary key (organization_id, fiscal_year)
);

-- Every leg seen from each of its two accounts, with what it did to that account.
create view account_entry as
  select l.debit_account as account_id, l.debit_version as version, l.journal_id, l.seq,
         case l.effect when 'pending' then l.amount_in_fen when 'posted' then 0
           else -coalesce(p.amount_in_fen, 0) end as debits_pending,
         case when l.effect in ('posted', 'post') then l.amount_in_fen else 0 end as debits_posted,
         0::bigint as credits_pending, 0::bigint as credits_posted, l.debit_balance_after as balance_after
    from leg l left join leg p on p.journal_id = l.pending_journal_id and p.seq = l.pending_seq
  union all
  select l.credit_account, l.credit_version, l.journal_id, l.seq, 0::bigint, 0::bigint,
         case l.effect when 'pending' then l.amount_in_fen when 'posted' then 0
           else -coalesce(p.amount_in_fen, 0) end,
         case when l.effect in ('posted', 'post') then l.amount_in_fen else 0 end, l.credit_balance_after
    from leg l left join leg p on p.journal_id = l.pending_journal_id and p.seq = l.pending_seq;

-- Who has done what for an order (I12): requester, receiver and payer, as the journals name them.
create view order_duty as
  select a.document_id as order_id, case j.kind when 'delivery-accepted' then 'receiver' else 'payer' end as duty,
         j.actor_id, j.id as journal_id
    from journal j
    join leg l on l.journal_id = j.id and l.seq = 1
    join account a on a.id = l.debit_account
   where j.kind in ('delivery-accepted', 'payment-instructed') and j.actor_id is not null
  union all
  select promise.document_id, 'requester', request.actor_id, request.id
    from journal promise
    join leg l on l.journal_id = promise.id and l.seq = 1
    join account a on a.id = l.debit_account
    join journal request on request.document_id = a.document_id and request.kind = 'requisition-reserved'
   where promise.kind in ('order-encumbered', 'order-encumbered-above-estimate', 'framework-called-off')
     and request.actor_id is not null;

-- The sums of a line are kept with the postings, so that a province reads a few rows per line however much was bought
-- (docs/decisions/0014); verify adds them up anew. fillfactor: the sums of a hot line change with every batch.
create table line_balance (
  budget_line_id uuid not null, code text not null,
  debits_pending bigint not null, debits_posted bigint not null,
  credits_pending bigint not null, credits_posted bigint not null,
  last_posted_at timestamptz not null default now(),
  primary key (budget_line_id, code)
) with (fillfactor = 70);
comment on table line_balance is 'The accounts of a budget line added up by class; written by post_journals alone';

-- What was newly promised to vendors in a month, less what was given back, and what was paid, less what came back.
create table line_month (
  budget_line_id uuid not null, period smallint not null,
  committed_in_fen bigint not null, spent_in_fen bigint not null,
  primary key (budget_line_id, period)
) with (fillfactor = 70);
comment on column line_month.period is '1 to 12; 0 before the year of the line began, 13 after it ended';

-- The same two, added up from what they are sums of.
create view line_balance_by_accounts as
  select budget_line_id, code, sum(debits_pending)::bigint as debits_pending, sum(debits_posted)::bigint as debits_posted,
         sum(credits_pending)::bigint as credits_pending, sum(credits_posted)::bigint as credits_posted
    from account where budget_line_id is not null group by budget_line_id, code;

create view line_month_by_legs as
  select x.budget_line_id, x.period, sum(x.fen)::bigint as committed_in_fen,
         coalesce(sum(x.fen) filter (where x.code = 'B240'), 0)::bigint as spent_in_fen
    from (select a.budget_line_id, a.code, j.posting_period::smallint as period, g.amount_in_fen as fen
            from leg g join account a on a.id = g.credit_account join journal j on j.id = g.journal_id
           where a.code in ('B220', 'B225', 'B230', 'B240') and g.effect in ('posted', 'post')
          union all
          select a.budget_line_id, a.code, j.posting_period::smallint, -g.amount_in_fen
            from leg g join account a on a.id = g.debit_account join journal j on j.id = g.journal_id
           where a.code in ('B220', 'B225', 'B230', 'B240') and g.effect in ('posted', 'post')) x
   group by x.budget_line_id, x.period
  having sum(x.fen) <> 0 or coalesce(sum(x.fen) filter (where x.code = 'B240'), 0) <> 0;
comment on view line_month_by_legs is
  'Encumbered, retained, accepted and spent together are what is promised: moves between them change nothing';

-- The books can be audited from outside, with nothing but read access to these views; their columns are a contract.
create view audit.v_journal as
  select j.id as journal_id, j.organization_id, j.seq, j.kind, j.posting_year, j.posting_period, j.document_type,
         j.document_id, j.actor_id, j.actor_name, j.corrects, j.posted_at, encode(j.content_hash, 'hex') as content_hash,
         encode(j.previous_hash, 'hex') as previous_hash, encode(j.hash, 'hex') as hash
    from journal j;

create view audit.v_leg as
  select l.journal_id, l.seq, l.debit_account as debit_account_id, d.key as debit_account, l.credit_account as credit_account_id,
         c.key as credit_account, coalesce(d.budget_line_id, c.budget_line_id) as budget_line_id, l.amount_in_fen,
         l.effect, l.pending_journal_id, l.pending_seq, l.debit_version, l.credit_version, l.debit_balance_after,
         l.credit_balance_after, l.expires_at
    from leg l
    left join account d on d.id = l.debit_account
    left join account c on c.id = l.credit_account;

create view audit.v_balance as
  select a.id as account_id, a.key as account, a.code, k.symbol, a.ledger, a.fund_code, a.fiscal_year, a.budget_line_id,
         a.document_id, a.limited, a.version, a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted,
         a.credits_posted - a.debits_posted as balance_in_fen,
         a.credits_posted - a.debits_posted - a.debits_pending as free_in_fen, a.party, a.closed
    from account a join account_class k on k.code = a.code;

-- What became of an operation: posted, or refused for ever. An id that is not here has done nothing.
create view audit.v_operation as
  select j.id as operation_id, j.kind, 'posted' as outcome, null::text as refusal, j.document_type, j.document_id,
         j.organization_id, j.actor_id, j.posted_at as decided_at
    from journal j
  union all
  select r.id, r.kind, 'refused', r.answer->>'code', r.document_type, r.document_id, null, null, r.refused_at
    from journal_refusal r;

-- Empty: no sealed bid exists before the tender procedures do. The columns are what an auditor will be shown of a
-- sealed envelope, which is never who sent it before it is opened.
create view audit.v_bid_envelope as
  select null::uuid as envelope_id, null::uuid as procedure_id, null::timestamptz as received_at,
         null::timestamptz as opens_at, null::timestamptz as opened_at, null::text as ciphertext_hash
   where false;
