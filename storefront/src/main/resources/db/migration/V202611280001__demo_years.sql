-- Why: the demo province has the lines of the year it is started in; a start in a new year adds that year's.
-- A million rows: one row at most. Undo: drop the column.
alter table demo_province add column fiscal_year int not null default 2026;
alter table demo_province alter column fiscal_year drop default;
