-- Why: a school that waits for its first tranche until March has nothing to spend in January and February. From 2027 the
-- first part is released on the first day of the fiscal year.
-- A million rows: three dozen at most. Undo: delete the two rows.
insert into funding_tranche_rule (region_code, fund_code, fiscal_year_from, seq, due_month, due_day, share_in_hundredths, source, verified) values
  ('100000', 'per-pupil', 2027, 1, 1, 1, 6000, '年初先行下达、秋季下达其余，日期与比例为示例，未核对', false),
  ('100000', 'per-pupil', 2027, 2, 9, 1, 4000, '年初先行下达、秋季下达其余，日期与比例为示例，未核对', false);
