-- Why: which event may move money between which accounts is one table, read by verify (I11) and by people.
-- A million rows: about seventy rows. Undo: drop the table.
create table posting_rule (
  kind text not null,
  event int,
  debit_code text not null references account_class,
  credit_code text not null references account_class,
  effect text not null check (effect in ('posted', 'pending', 'post', 'void')),
  primary key (kind, debit_code, credit_code, effect)
);
insert into posting_rule (event, kind, debit_code, credit_code, effect) values
  (1, 'appropriation-approved', 'B100', 'B110', 'posted'),
  (2, 'tranche-released', 'B110', 'B200', 'posted'),
  (1, 'appropriation-released', 'B100', 'B110', 'posted'),
  (2, 'appropriation-released', 'B110', 'B200', 'posted'),
  (3, 'appropriation-added', 'B100', 'B200', 'posted'),
  (3, 'appropriation-cut', 'B200', 'B100', 'posted'),
  (4, 'line-transferred', 'B200', 'B200', 'posted'),
  (5, 'requisition-reserved', 'B200', 'B210', 'posted'),
  (6, 'requisition-amended', 'B200', 'B210', 'posted'),
  (6, 'requisition-amended', 'B210', 'B200', 'posted'),
  (7, 'requisition-released', 'B210', 'B200', 'posted'),
  (8, 'order-encumbered', 'B210', 'B220', 'posted'),
  (8, 'order-encumbered', 'B210', 'B200', 'posted'),
  (9, 'order-encumbered-above-estimate', 'B210', 'B220', 'posted'),
  (9, 'order-encumbered-above-estimate', 'B200', 'B220', 'posted'),
  (10, 'award-encumbered', 'B210', 'B220', 'posted'),
  (10, 'award-encumbered', 'B210', 'B200', 'posted'),
  (null, 'framework-agreed', 'B279', 'B270', 'posted'),
  (11, 'framework-called-off', 'B210', 'B220', 'posted'),
  (11, 'framework-called-off', 'B210', 'B200', 'posted'),
  (11, 'framework-called-off', 'B270', 'B271', 'posted'),
  (12, 'order-changed', 'B200', 'B220', 'posted'),
  (12, 'order-changed', 'B220', 'B200', 'posted'),
  (13, 'advance-granted', 'B220', 'B230', 'posted'),
  (14, 'delivery-accepted', 'B220', 'B230', 'posted'),
  (14, 'delivery-accepted', 'B220', 'B225', 'posted'),
  (15, 'acceptance-backed-out', 'B230', 'B220', 'posted'),
  (16, 'payment-instructed', 'B230', 'B240', 'pending'),
  (17, 'payment-settled', 'B230', 'B240', 'post'),
  (18, 'payment-failed', 'B230', 'B240', 'void'),
  (18, 'payment-expired', 'B230', 'B240', 'void'),
  (19, 'retention-released', 'B225', 'B230', 'posted'),
  (20, 'retention-forfeited', 'B225', 'B200', 'posted'),
  (20, 'retention-forfeited', 'B225', 'B260', 'posted'),
  (21, 'goods-returned-for-replacement', 'B230', 'B220', 'posted'),
  (22, 'goods-returned', 'B230', 'B200', 'posted'),
  (23, 'payment-refunded', 'B240', 'B200', 'posted'),
  (23, 'payment-refunded', 'B240', 'B220', 'posted'),
  (24, 'payment-of-earlier-year-refunded', 'B100', 'B260', 'posted'),
  (25, 'order-closed', 'B220', 'B200', 'posted'),
  (26, 'contract-voided', 'B220', 'B200', 'posted'),
  (26, 'contract-voided', 'B225', 'B200', 'posted'),
  (26, 'contract-voided', 'B230', 'B200', 'posted'),
  (26, 'contract-voided', 'B200', 'B210', 'posted'),
  (27, 'year-end-requisition-released', 'B210', 'B200', 'posted'),
  (28, 'year-end-encumbrance-carried', 'B220', 'B250', 'posted'),
  (28, 'year-end-encumbrance-carried', 'B225', 'B250', 'posted'),
  (28, 'year-end-encumbrance-carried', 'B230', 'B250', 'posted'),
  (28, 'year-end-encumbrance-carried', 'B100', 'B220', 'posted'),
  (28, 'year-end-encumbrance-carried', 'B100', 'B225', 'posted'),
  (28, 'year-end-encumbrance-carried', 'B100', 'B230', 'posted'),
  (29, 'year-end-balance-carried', 'B200', 'B250', 'posted'),
  (29, 'year-end-balance-carried', 'B110', 'B250', 'posted'),
  (29, 'year-end-balance-carried', 'B100', 'B200', 'posted'),
  (29, 'year-end-balance-carried', 'B100', 'B110', 'posted'),
  (30, 'year-end-balance-lapsed', 'B200', 'B260', 'posted'),
  (30, 'year-end-balance-lapsed', 'B110', 'B260', 'posted'),
  (null, 'money-received', 'M100', 'M200', 'posted'),
  (null, 'money-earned', 'M200', 'M210', 'posted'),
  (null, 'money-earned', 'M200', 'M300', 'posted'),
  (null, 'vendor-settled', 'M210', 'M100', 'posted'),
  (null, 'money-refunded', 'M200', 'M100', 'posted'),
  (null, 'money-charged-back', 'M400', 'M100', 'posted');

-- A reopening mirrors what a close moved, a correction what any other journal moved.
insert into posting_rule (event, kind, debit_code, credit_code, effect)
  select distinct null::int, 'year-reopened', credit_code, debit_code, 'posted' from posting_rule where kind like 'year-end-%';
insert into posting_rule (event, kind, debit_code, credit_code, effect)
  select distinct 31, 'corrected', credit_code, debit_code, 'posted' from posting_rule
   where effect = 'posted' and kind not like 'year-%';
revoke insert, update, delete, truncate on posting_rule from public;
do $$
begin
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    revoke insert, update, delete, truncate on posting_rule from "${appRole}";
  end if;
end $$;
