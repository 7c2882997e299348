-- The chart of accounts and which event may move money between which of them. Both are read by verify (I11) and by people;
-- what is written here is what holds, so a rule that is taken out here is taken out there.

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
  ('B260', 1, 'LPS', '结余收回', 'Lapsed', 'fund-year', 'credit', false),
  ('B270', 2, 'FRM', '框架剩余额度', 'Framework capacity left', 'party', 'credit', true),
  ('B271', 2, 'FUS', '框架已用额度', 'Framework capacity used', 'party', 'credit', true),
  ('B279', 2, 'FCS', '框架额度来源', 'Source of framework capacity', 'party', 'debit', false),
  ('M100', 3, 'CASH', '渠道资金', 'Cash at a provider', 'party', 'debit', false),
  ('M200', 3, 'ESCROW', '订单托管', 'Held for an order', 'party', 'credit', true),
  ('M210', 3, 'PAYABLE', '应付供应商', 'Owed to a vendor', 'party', 'credit', true),
  ('M220', 3, 'REFUND', '待退款', 'To be refunded', 'party', 'credit', true),
  ('M300', 3, 'FEE', '平台服务费', 'Fee of the platform', 'party', 'credit', true),
  ('M400', 3, 'CHARGEBACK', '拒付', 'Charged back', 'party', 'debit', false),
  ('M900', 3, 'SUSPENSE', '待查款项', 'Suspense', 'party', 'credit', false)
  on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en
   where (account_class.name_zh, account_class.name_en) <> (excluded.name_zh, excluded.name_en);

-- 'B100>B110' takes from the account on the left, the debit, and gives to the one on the right. The numbers are those of
-- docs/postings.md.
with written (event, kind, effect, moves) as (values
    (1, 'appropriation-approved', 'posted', 'B100>B110'),
    (2, 'tranche-released', 'posted', 'B110>B200'),
    (1, 'appropriation-released', 'posted', 'B100>B110'),
    (2, 'appropriation-released', 'posted', 'B110>B200'),
    (3, 'appropriation-added', 'posted', 'B100>B200'),
    (3, 'appropriation-cut', 'posted', 'B200>B100'),
    (4, 'line-transferred', 'posted', 'B200>B200'),
    (5, 'requisition-reserved', 'posted', 'B200>B210'),
    (6, 'requisition-amended', 'posted', 'B200>B210 B210>B200'),
    (7, 'requisition-released', 'posted', 'B210>B200'),
    (8, 'order-encumbered', 'posted', 'B210>B220 B210>B200'),
    (9, 'order-encumbered-above-estimate', 'posted', 'B210>B220 B200>B220'),
    (10, 'award-encumbered', 'posted', 'B210>B220 B210>B200'),
    (null, 'framework-agreed', 'posted', 'B279>B270'),
    (11, 'framework-called-off', 'posted', 'B210>B220 B210>B200 B270>B271'),
    (12, 'order-changed', 'posted', 'B200>B220 B220>B200'),
    (13, 'advance-granted', 'posted', 'B220>B230'),
    (14, 'delivery-accepted', 'posted', 'B220>B230 B220>B225'),
    (15, 'acceptance-backed-out', 'posted', 'B230>B220'),
    (16, 'payment-instructed', 'pending', 'B230>B240'),
    (17, 'payment-settled', 'post', 'B230>B240'),
    (18, 'payment-failed', 'void', 'B230>B240'),
    (18, 'payment-expired', 'void', 'B230>B240'),
    (19, 'retention-released', 'posted', 'B225>B230'),
    (20, 'retention-forfeited', 'posted', 'B225>B200 B225>B260'),
    (21, 'goods-returned-for-replacement', 'posted', 'B230>B220'),
    (22, 'goods-returned', 'posted', 'B230>B200'),
    (23, 'payment-refunded', 'posted', 'B240>B200 B240>B220'),
    (24, 'payment-of-earlier-year-refunded', 'posted', 'B100>B260'),
    (25, 'order-closed', 'posted', 'B220>B200'),
    (26, 'contract-voided', 'posted', 'B220>B200 B225>B200 B230>B200 B200>B210'),
    (27, 'year-end-requisition-released', 'posted', 'B210>B200'),
    (28, 'year-end-encumbrance-carried', 'posted', 'B220>B250 B225>B250 B230>B250 B100>B220 B100>B225 B100>B230'),
    (29, 'year-end-balance-carried', 'posted', 'B200>B250 B110>B250 B100>B200 B100>B110'),
    (30, 'year-end-balance-lapsed', 'posted', 'B200>B260 B110>B260'),
    (null, 'money-received', 'posted', 'M100>M200'),
    (null, 'money-earned', 'posted', 'M200>M210 M200>M300'),
    (null, 'vendor-settled', 'posted', 'M210>M100'),
    (null, 'money-refunded', 'posted', 'M200>M100'),
    (null, 'money-charged-back', 'posted', 'M400>M100')
  ),
  rule as (
    select w.event, w.kind, w.effect, split_part(move, '>', 1) as debit, split_part(move, '>', 2) as credit
      from written w cross join string_to_table(w.moves, ' ') move),
  -- A reopening mirrors what a close moved, a correction what any other journal moved.
  law as (
    select * from rule
    union all
    select distinct null::int, 'year-reopened', 'posted', credit, debit from rule where kind like 'year-end-%'
    union all
    select distinct 31, 'corrected', 'posted', credit, debit from rule where effect = 'posted' and kind not like 'year-%'),
  repealed as (
    delete from posting_rule r where not exists (
      select from law l where (l.kind, l.debit, l.credit, l.effect) = (r.kind, r.debit_code, r.credit_code, r.effect)))
insert into posting_rule (event, kind, debit_code, credit_code, effect)
  select event, kind, debit, credit, effect from law
  on conflict (kind, debit_code, credit_code, effect) do update set event = excluded.event
   where posting_rule.event is distinct from excluded.event;
