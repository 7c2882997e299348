-- Why: every yuan of a budget line sits in exactly one bucket; buckets are accounts, movements are legs of journals.
-- A million rows: accounts and legs are only added to; each posting touches its own rows by key. No foreign key leads to
-- a hot account row or to a line: a share lock there, upgraded by 64 callers, is what made the naive version collapse.
-- Undo: drop the tables of this file; the functions of the next ones go first.

create table fund (
  code text primary key,
  name_zh text not null,
  name_en text not null,
  sort int not null
);
insert into fund (code, name_zh, name_en, sort) values
  ('per-pupil', '生均公用经费', 'Per-pupil public funds', 1),
  ('education-surcharge', '教育费附加', 'Education surcharge', 2),
  ('local-education-surcharge', '地方教育附加', 'Local education surcharge', 3),
  ('special', '专项资金', 'Special funds', 4),
  ('self-raised', '学校自筹', 'Funds raised by the school', 5);

-- Functional and economic classes of the government budget; loadable, because the Ministry revises them every year.
create table budget_classification (
  scheme text not null check (scheme in ('functional', 'economic')),
  code text not null check (code ~ '^[0-9]{3,7}$'),
  name_zh text not null,
  verified boolean not null,
  primary key (scheme, code)
);
insert into budget_classification (scheme, code, name_zh, verified) values
  ('functional', '2050201', '学前教育', false),
  ('functional', '2050202', '小学教育', false),
  ('functional', '2050203', '初中教育', false),
  ('functional', '2050204', '高中教育', false),
  ('functional', '2050701', '特殊学校教育', false),
  ('functional', '20509', '教育费附加安排的支出', false),
  ('economic', '30201', '办公费', false),
  ('economic', '30213', '维修(护)费', false),
  ('economic', '30216', '培训费', false),
  ('economic', '30218', '专用材料费', false),
  ('economic', '30227', '委托业务费', false),
  ('economic', '31007', '信息网络及软件购置更新', false);

-- control_node_id: the line at which availability is controlled when a group of lines may float together.
create table budget_line (
  id uuid primary key,
  fund_code text not null references fund,
  fiscal_year int not null check (fiscal_year between 2000 and 2100),
  organization_id uuid not null references organization,
  functional_class text not null,
  economic_class text not null,
  project text not null default '',
  name text not null,
  control_node_id uuid references budget_line,
  created_at timestamptz not null default now(),
  unique (fund_code, fiscal_year, organization_id, functional_class, economic_class, project),
  check (control_node_id is distinct from id)
);
create index budget_line_by_organization on budget_line (organization_id, fiscal_year);

-- A standard is data with a date and a source; what nobody has read in a source is loaded with verified = false.
create table funding_standard (
  region_code text not null,
  area text not null default 'all' check (area in ('all', 'east', 'mid-west')),
  level text not null check (level in ('kindergarten', 'primary', 'junior', 'senior', 'special', 'all')),
  component text not null check (component in (
    'base', 'boarding-supplement', 'special-education', 'small-site-floor', 'minimum')),
  valid_from date not null,
  valid_until date,
  amount_in_fen bigint check (amount_in_fen > 0),
  pupils int check (pupils > 0),
  multiplier_in_hundredths int check (multiplier_in_hundredths > 0),
  source text not null,
  verified boolean not null,
  primary key (region_code, area, level, component, valid_from),
  check (valid_until is null or valid_until > valid_from),
  check (num_nonnulls(amount_in_fen, pupils, multiplier_in_hundredths) = 1)
);

-- The chart of accounts of the budget book. scope says what an account of the class belongs to; limited accounts never
-- give more than they have received.
create table account_class (
  code text primary key check (code ~ '^[BM][0-9]{3}$'),
  ledger smallint not null,
  symbol text not null unique,
  name_zh text not null,
  name_en text not null,
  scope text not null check (scope in ('fund-year', 'line', 'line-document')),
  normal_side text not null check (normal_side in ('debit', 'credit')),
  limited boolean not null
);
insert into account_class (code, ledger, symbol, name_zh, name_en, scope, normal_side, limited) values
  ('B100', 1, 'SRC', '指标来源', 'Source of appropriations', 'fund-year', 'debit', false),
  ('B110', 1, 'UNR', '未下达指标', 'Appropriated, not released', 'line', 'credit', true),
  ('B200', 1, 'AVL', '可用指标', 'Available', 'line', 'credit', true),
  ('B210', 1, 'RSV', '预占', 'Reserved', 'line-document', 'credit', true),
  ('B220', 1, 'ENC', '合同承诺', 'Encumbered', 'line-document', 'credit', true),
  ('B225', 1, 'RET', '质保金', 'Retained', 'line-document', 'credit', true),
  ('B230', 1, 'ACC', '已验收待付', 'Accepted, payable', 'line-document', 'credit', true),
  ('B240', 1, 'EXP', '已支付', 'Spent', 'line-document', 'credit', true),
  ('B250', 1, 'CFW', '结转', 'Carried forward', 'line', 'credit', true),
  ('B260', 1, 'LPS', '结余收回', 'Lapsed', 'fund-year', 'credit', false);

create table account (
  id bigint generated always as identity primary key,
  key text not null unique,
  code text not null references account_class,
  ledger smallint not null,
  fund_code text,
  fiscal_year int,
  budget_line_id uuid,
  document_id uuid,
  limited boolean not null,
  version bigint not null default 0,
  debits_pending bigint not null default 0 check (debits_pending >= 0),
  debits_posted bigint not null default 0 check (debits_posted >= 0),
  credits_pending bigint not null default 0 check (credits_pending >= 0),
  credits_posted bigint not null default 0 check (credits_posted >= 0),
  constraint account_never_gives_more_than_it_has
    check (not limited or debits_posted + debits_pending <= credits_posted)
) with (fillfactor = 80);
create index account_by_line on account (budget_line_id, code);
create index account_by_document on account (document_id) where document_id is not null;

-- One chain of journals per organization: no lock that all organizations share.
create table journal_chain (
  organization_id uuid primary key,
  seq bigint not null,
  head bytea not null
);

create table journal (
  id uuid primary key,
  organization_id uuid not null,
  seq bigint not null,
  kind text not null,
  posting_year int not null,
  posting_period int not null check (posting_period between 0 and 13),
  document_type text not null,
  document_id uuid not null,
  actor_id uuid,
  actor_name text not null,
  corrects uuid,
  posted_at timestamptz not null,
  content_hash bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  unique (organization_id, seq)
);
create index journal_by_document on journal (document_id, kind);

-- A leg moves one amount from its debit to its credit account, so a journal cannot be out of balance. What resolves a
-- pending leg is a later leg that points at it: rows never change. The versions number the entries of an account.
create table leg (
  journal_id uuid not null,
  seq int not null,
  debit_account bigint not null,
  credit_account bigint not null,
  amount_in_fen bigint not null check (amount_in_fen > 0),
  effect text not null check (effect in ('posted', 'pending', 'post', 'void')),
  pending_journal_id uuid,
  pending_seq int,
  debit_version bigint not null,
  credit_version bigint not null,
  debit_balance_after bigint not null,
  credit_balance_after bigint not null,
  primary key (journal_id, seq),
  unique (debit_account, debit_version),
  unique (credit_account, credit_version),
  check (debit_account <> credit_account),
  check ((effect in ('post', 'void')) = (pending_journal_id is not null)),
  check ((pending_journal_id is null) = (pending_seq is null))
);
create unique index leg_resolves_once on leg (pending_journal_id, pending_seq) where pending_journal_id is not null;

-- An id that was refused for want of money stays refused, however late its retry arrives.
create table journal_refusal (
  id uuid primary key,
  content_hash bytea not null,
  kind text not null,
  document_type text not null,
  document_id uuid not null,
  answer jsonb not null,
  refused_at timestamptz not null default now()
);

create trigger journal_is_evidence before update or delete or truncate on journal
  for each statement execute function forbid_change();
create trigger leg_is_evidence before update or delete or truncate on leg
  for each statement execute function forbid_change();
create trigger journal_refusal_is_evidence before update or delete or truncate on journal_refusal
  for each statement execute function forbid_change();
create trigger account_stays before delete or truncate on account
  for each statement execute function forbid_change();
create trigger budget_line_stays before delete or truncate on budget_line
  for each statement execute function forbid_change();
