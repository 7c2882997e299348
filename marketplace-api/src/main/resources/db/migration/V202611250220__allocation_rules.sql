-- Why: who pays which share of a school's money, to which classes of the budget it goes and when it is released are
-- decisions with dates, so they are data with dates, a source and whether anybody has read it there.
-- A million rows: a few dozen rows. Undo: drop the three tables.

-- The share of each level of government; the shares of one region, fund and day make a hundred per cent.
create table funding_share (
  region_code text not null,
  fund_code text not null references fund,
  tier text not null check (tier in ('nation', 'province', 'city', 'county', 'school')),
  valid_from date not null,
  valid_until date check (valid_until > valid_from),
  share_in_hundredths int not null check (share_in_hundredths between 1 and 10000),
  source text not null,
  verified boolean not null,
  primary key (region_code, fund_code, tier, valid_from)
);
insert into funding_share (region_code, fund_code, tier, valid_from, share_in_hundredths, source, verified) values
  ('100000', 'per-pupil', 'nation', '2016-01-01', 5000, '国发〔2015〕67号：东部中央与地方 5:5，条文未核对', false),
  ('100000', 'per-pupil', 'province', '2016-01-01', 5000, '国发〔2015〕67号：东部中央与地方 5:5，条文未核对', false),
  ('440000', 'per-pupil', 'province', '2016-01-01', 5000, '省与市县分担比例因地而异，此为示例，未核对', false),
  ('440000', 'per-pupil', 'city', '2016-01-01', 2000, '省与市县分担比例因地而异，此为示例，未核对', false),
  ('440000', 'per-pupil', 'county', '2016-01-01', 3000, '省与市县分担比例因地而异，此为示例，未核对', false),
  ('441900', 'per-pupil', 'province', '2016-01-01', 3000, '东莞不设县，市级承担其余，比例未核对', false),
  ('441900', 'per-pupil', 'city', '2016-01-01', 7000, '东莞不设县，市级承担其余，比例未核对', false),
  ('442000', 'per-pupil', 'province', '2016-01-01', 3000, '中山不设县，市级承担其余，比例未核对', false),
  ('442000', 'per-pupil', 'city', '2016-01-01', 7000, '中山不设县，市级承担其余，比例未核对', false);

-- To which budget line which part of a level's money goes; the parts of one level make a hundred per cent.
create table funding_line_rule (
  region_code text not null,
  fund_code text not null references fund,
  level text not null check (level in ('kindergarten', 'primary', 'junior', 'senior', 'special')),
  functional_class text not null,
  economic_class text not null,
  line_name text not null,
  valid_from date not null,
  valid_until date check (valid_until > valid_from),
  share_in_hundredths int not null check (share_in_hundredths between 1 and 10000),
  source text not null,
  verified boolean not null,
  primary key (region_code, fund_code, level, functional_class, economic_class, valid_from)
);
insert into funding_line_rule (region_code, fund_code, level, functional_class, economic_class, line_name, valid_from,
  share_in_hundredths, source, verified)
select '100000', 'per-pupil', level, functional_class, economic_class, line_name, '2016-01-01', share,
       '培训不低于 5%、设备办公图书不低于 10%，其余为示例比例，未核对', false
  from (values ('kindergarten', '2050201'), ('primary', '2050202'), ('junior', '2050203'), ('senior', '2050204'),
               ('special', '2050701')) l (level, functional_class)
  cross join (values ('30201', '生均公用经费·公用支出', 7000), ('30218', '生均公用经费·设备图书', 1500),
                     ('30227', '生均公用经费·数字资源', 1000), ('30216', '生均公用经费·教师培训', 500)) e (economic_class, line_name, share);

-- When which part of a year's money is released.
create table funding_tranche_rule (
  region_code text not null,
  fund_code text not null references fund,
  fiscal_year_from int not null,
  seq int not null check (seq between 1 and 12),
  due_month int not null check (due_month between 1 and 12),
  due_day int not null check (due_day between 1 and 28),
  share_in_hundredths int not null check (share_in_hundredths between 1 and 10000),
  source text not null,
  verified boolean not null,
  primary key (region_code, fund_code, fiscal_year_from, seq)
);
insert into funding_tranche_rule (region_code, fund_code, fiscal_year_from, seq, due_month, due_day, share_in_hundredths, source, verified) values
  ('100000', 'per-pupil', 2016, 1, 3, 1, 6000, '按学期两次下达，比例为示例，未核对', false),
  ('100000', 'per-pupil', 2016, 2, 9, 1, 4000, '按学期两次下达，比例为示例，未核对', false);
