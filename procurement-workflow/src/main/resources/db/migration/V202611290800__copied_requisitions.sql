-- Why: what was refused is corrected and asked for again; the new draft knows what it was copied from, so that approvers
-- read what was refused and why, and a second click leads to the same draft.
-- A million rows: a column without a value is added at once, its index holds copies only.
-- Undo: alter table requisition drop column copied_from.

alter table requisition add column copied_from uuid
  constraint requisition_copied_from references requisition;
create index requisition_by_origin on requisition (copied_from) where copied_from is not null;
