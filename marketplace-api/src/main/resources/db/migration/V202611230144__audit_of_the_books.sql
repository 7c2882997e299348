-- Why: the books can be audited from outside, with nothing but read access to these views; their columns are a contract.
-- A million rows: views, nothing is copied. Undo: drop the views.

create view audit.v_journal as
  select j.id as journal_id, j.organization_id, j.seq, j.kind, j.posting_year, j.posting_period, j.document_type,
         j.document_id, j.actor_id, j.actor_name, j.corrects, j.posted_at, encode(j.content_hash, 'hex') as content_hash,
         encode(j.previous_hash, 'hex') as previous_hash, encode(j.hash, 'hex') as hash
    from journal j;

create view audit.v_leg as
  select l.journal_id, l.seq, l.debit_account as debit_account_id, d.key as debit_account, l.credit_account as credit_account_id,
         c.key as credit_account, coalesce(d.budget_line_id, c.budget_line_id) as budget_line_id, l.amount_in_fen,
         l.effect, l.pending_journal_id, l.pending_seq, l.debit_version, l.credit_version, l.debit_balance_after,
         l.credit_balance_after
    from leg l
    left join account d on d.id = l.debit_account
    left join account c on c.id = l.credit_account;

create view audit.v_balance as
  select a.id as account_id, a.key as account, a.code, k.symbol, a.ledger, a.fund_code, a.fiscal_year, a.budget_line_id,
         a.document_id, a.limited, a.version, a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted,
         a.credits_posted - a.debits_posted as balance_in_fen,
         a.credits_posted - a.debits_posted - a.debits_pending as free_in_fen
    from account a join account_class k on k.code = a.code;

-- What became of an operation: posted, or refused for ever. An id that is not here has done nothing.
create view audit.v_operation as
  select j.id as operation_id, j.kind, 'posted' as outcome, null::text as refusal, j.document_type, j.document_id,
         j.organization_id, j.actor_id, j.posted_at as decided_at
    from journal j
  union all
  select r.id, r.kind, 'refused', r.answer->>'code', r.document_type, r.document_id, null, null, r.refused_at
    from journal_refusal r;

create view audit.v_audit as
  select e.organization_id, e.seq, e.at, e.actor_id, e.actor_name, e.actor_role, e.action, e.subject_type, e.subject_id,
         e.detail, encode(e.previous_hash, 'hex') as previous_hash, encode(e.hash, 'hex') as hash
    from audit_entry e;

-- Empty: no sealed bid exists before the tender procedures do. The columns are what an auditor will be shown of a
-- sealed envelope, which is never who sent it before it is opened.
create view audit.v_bid_envelope as
  select null::uuid as envelope_id, null::uuid as procedure_id, null::timestamptz as received_at,
         null::timestamptz as opens_at, null::timestamptz as opened_at, null::text as ciphertext_hash
   where false;
