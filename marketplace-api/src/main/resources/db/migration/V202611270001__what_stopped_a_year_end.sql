-- Why: what stopped a run was kept as a Chinese sentence, so whoever reads English read Chinese. The refusal's code was kept
-- already; its values, as they are written in any language, stand beside it and the sentence is made where it is read.
-- A million rows: there is one row a close; at once.
-- Undo: add the column of words again.

drop view audit.v_year_end;
alter table year_end_run drop column stopped_by_words;
-- Names and values by turns.
alter table year_end_run add column stopped_by_values text[] not null default '{}'
  check (cardinality(stopped_by_values) % 2 = 0 and cardinality(stopped_by_values) <= 64);
create view audit.v_year_end as select * from market.year_end_run;
