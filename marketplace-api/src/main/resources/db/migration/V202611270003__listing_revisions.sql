-- Why: a change beside a published listing could be saved and never handed over. The draft has a state of its own, so that
-- the listing stays for sale as it is while the operator reads what it is to become.
-- A million rows: there are few drafts; at once.
-- Undo: drop both columns.

alter table listing_draft
  add column state text not null default 'drafted' check (state in ('drafted', 'submitted')),
  add column submitted_at timestamptz,
  add check ((state = 'submitted') = (submitted_at is not null));
