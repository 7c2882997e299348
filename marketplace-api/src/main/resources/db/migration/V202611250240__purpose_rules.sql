-- Why: a fund may be bound to a purpose: at least so much of a year's money for training, at most so much for digital
-- resources, nothing for salaries. The rules are data with dates and sources; a ceiling is checked when a requisition
-- is handed in, a floor is reported.
-- A million rows: new tables; purpose_use gets one row per requisition and tag. Undo: drop the tables.

create table purpose_rule (
  code text not null check (code ~ '^[a-z0-9-]{3,60}$'),
  region_code text not null,
  fund_code text not null references fund,
  kind text not null check (kind in ('floor', 'ceiling', 'forbidden')),
  name_zh text not null,
  name_en text not null,
  functional_prefixes text[] not null default '{}',
  economic_prefixes text[] not null default '{}',
  tag text,
  share_in_hundredths int check (share_in_hundredths between 1 and 10000),
  valid_from date not null,
  valid_until date check (valid_until > valid_from),
  source text not null,
  verified boolean not null,
  primary key (code, valid_from),
  check ((kind = 'forbidden') = (share_in_hundredths is null)),
  check (tag is null or (functional_prefixes = '{}' and economic_prefixes = '{}')),
  check (tag is not null or functional_prefixes <> '{}' or economic_prefixes <> '{}')
);
create index purpose_rule_by_fund on purpose_rule (fund_code, region_code);

insert into purpose_rule (code, region_code, fund_code, kind, name_zh, name_en, economic_prefixes, tag,
  share_in_hundredths, valid_from, source, verified) values
  ('gd-training-floor', '440000', 'per-pupil', 'floor', '教师培训不低于 5%', 'At least 5 % for teacher training', '{30216}', null,
   500, '2018-01-01', '《广东省城乡义务教育补助经费管理办法》：按年度公用经费预算总额的 5% 安排教师培训费，转述', false),
  ('gd-equipment-floor', '440000', 'per-pupil', 'floor', '设备、办公用品和图书不低于 10%', 'At least 10 % for equipment, office supplies and books',
   '{30201,30218,31002,31003,31007}', null,
   1000, '2018-01-01', '《广东省城乡义务教育补助经费管理办法》：设备、办公用品、图书购置不低于 10%，转述', false),
  ('gd-no-salaries', '440000', 'per-pupil', 'forbidden', '不得用于人员经费', 'Not for salaries and allowances', '{301,303}', null,
   null, '2018-01-01', '《广东省城乡义务教育补助经费管理办法》：不得用于人员经费、津补贴，转述', false),
  ('gd-digital-ceiling', '440000', 'per-pupil', 'ceiling', '数字资源不高于 30%', 'At most 30 % for digital resources', '{}', 'digital-resources',
   3000, '2018-01-01', '教技〔2016〕2号要求明确信息化支出比例；30% 为示例，未核对', false),
  ('gd-digital-floor', '440000', 'per-pupil', 'floor', '数字资源不低于 3%', 'At least 3 % for digital resources', '{}', 'digital-resources',
   300, '2018-01-01', '教技〔2016〕2号要求明确信息化支出比例；3% 为示例，未核对', false),
  ('surcharge-no-bonuses', '100000', 'education-surcharge', 'forbidden', '教育费附加不得用于发放奖金', 'No bonuses out of the education surcharge',
   '{301}', null, null, '2011-01-08', '征收教育费附加的暂行规定', true);

-- What part of a requisition serves a tagged purpose; how much of it is still held or spent, the ledger knows.
create table purpose_use (
  document_id uuid not null,
  tag text not null check (tag ~ '^[a-z0-9-]{3,60}$'),
  budget_line_id uuid not null,
  organization_id uuid not null,
  fund_code text not null,
  fiscal_year int not null,
  amount_in_fen bigint not null check (amount_in_fen > 0),
  written_at timestamptz not null default now(),
  primary key (document_id, tag)
);
create index purpose_use_by_purse on purpose_use (organization_id, fund_code, fiscal_year, tag);
