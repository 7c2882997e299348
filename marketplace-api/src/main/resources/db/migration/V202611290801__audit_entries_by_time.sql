-- Why: auditors look through the entries of a county or a province from the newest on, page by page; until now entries were
-- found only by their document or in the chain of one organization.
-- A million rows: about a second to build; one more index entry per audit entry.
-- Undo: drop index audit_entry_by_time.

create index audit_entry_by_time on audit_entry (at desc, organization_id desc);
