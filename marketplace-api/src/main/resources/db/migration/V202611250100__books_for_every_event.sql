-- Why: all 31 events of the posting table need accounts: carry-over by age, framework capacity (ledger 2) and the money
-- book (ledger 3) on the one engine; a pending leg may have a time limit; a closed year takes no more postings.
-- A million rows: only catalogue changes; the new columns have constant defaults. Undo: drop the columns and rows.

alter table account_class drop constraint account_class_scope_check;
alter table account_class add constraint account_class_scope_check
  check (scope in ('fund-year', 'line', 'line-document', 'party'));
insert into account_class (code, ledger, symbol, name_zh, name_en, scope, normal_side, limited) values
  ('B270', 2, 'FRM', '框架剩余额度', 'Framework capacity left', 'party', 'credit', true),
  ('B271', 2, 'FUS', '框架已用额度', 'Framework capacity used', 'party', 'credit', true),
  ('B279', 2, 'FCS', '框架额度来源', 'Source of framework capacity', 'party', 'debit', false),
  ('M100', 3, 'CASH', '渠道资金', 'Cash at a provider', 'party', 'debit', false),
  ('M200', 3, 'ESCROW', '订单托管', 'Held for an order', 'party', 'credit', true),
  ('M210', 3, 'PAYABLE', '应付供应商', 'Owed to a vendor', 'party', 'credit', true),
  ('M220', 3, 'REFUND', '待退款', 'To be refunded', 'party', 'credit', true),
  ('M300', 3, 'FEE', '平台服务费', 'Fee of the platform', 'party', 'credit', true),
  ('M400', 3, 'CHARGEBACK', '拒付', 'Charged back', 'party', 'debit', false),
  ('M900', 3, 'SUSPENSE', '待查款项', 'Suspense', 'party', 'credit', false);

-- party: whose account it is where no budget line is: a provider, a vendor, an order, a framework's lot and supplier.
alter table account add column party text check (length(party) between 1 and 120);
alter table account add column closed boolean not null default false;

-- A posting of a new document makes an account: keys compare as bytes, and the class is known to the posting function.
alter table leg add column expires_at timestamptz;
drop view audit.v_leg;
drop view audit.v_balance;
alter table account alter column key type text collate "C";
alter table account drop constraint account_code_fkey;

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


-- How often money was carried into this line from an earlier year: two years unused and it is returned (预算法 42).
alter table budget_line add column carried_years int not null default 0 check (carried_years between 0 and 2);
alter table budget_line drop constraint budget_line_fund_code_fiscal_year_organization_id_functiona_key;
alter table budget_line add constraint budget_line_is_one_purse
  unique (fund_code, fiscal_year, organization_id, functional_class, economic_class, project, carried_years);


alter table leg add constraint leg_expires_when_pending check (expires_at is null or effect = 'pending');
create index leg_that_expires on leg (expires_at) where expires_at is not null;

-- Which organizations have closed which year. A closed year is opened again by a row in the journal, never by deleting.
create table closed_year (
  organization_id uuid not null,
  fiscal_year int not null,
  closed_at timestamptz not null,
  closed_by text not null,
  reopened_at timestamptz,
  reopened_by text,
  times int not null default 1,
  primary key (organization_id, fiscal_year)
);

-- Concat_ws leaves out what is null, so the words of legs without a time limit are what they always were.
create or replace function leg_text(l leg) returns text language sql stable as $$
  select concat_ws(E'\x1f', l.seq, l.debit_account, l.credit_account, l.amount_in_fen, l.effect,
    coalesce(l.pending_journal_id::text, '-'), coalesce(l.pending_seq, 0), l.debit_version, l.credit_version,
    l.debit_balance_after, l.credit_balance_after, extract(epoch from l.expires_at))
$$;
