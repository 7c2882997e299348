-- The law of funding as it was read: data with a date, a source, and verified = false where nobody has read it in the source
-- yet. A row that is there stays as it is, because a province may have verified or corrected it; what changes by law is a
-- row more, from its date on.

insert into fund (code, name_zh, name_en, sort, tied) values
  ('per-pupil', '生均公用经费', 'Per-pupil public funds', 1, false),
  ('education-surcharge', '教育费附加', 'Education surcharge', 2, false),
  ('local-education-surcharge', '地方教育附加', 'Local education surcharge', 3, false),
  ('special', '专项资金', 'Special funds', 4, true),
  ('self-raised', '学校自筹', 'Funds raised by the school', 5, false)
  on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, sort = excluded.sort;

insert into budget_classification (scheme, code, name_zh, verified) values
  ('functional', '2050201', '学前教育', false), ('functional', '2050202', '小学教育', false),
  ('functional', '2050203', '初中教育', false), ('functional', '2050204', '高中教育', false),
  ('functional', '2050701', '特殊学校教育', false), ('functional', '20509', '教育费附加安排的支出', false),
  ('economic', '30201', '办公费', false), ('economic', '30213', '维修(护)费', false),
  ('economic', '30216', '培训费', false), ('economic', '30218', '专用材料费', false),
  ('economic', '30227', '委托业务费', false), ('economic', '31007', '信息网络及软件购置更新', false)
  on conflict do nothing;

-- What the state grants per pupil. A published minimum serves where no basic standard was set.
insert into funding_standard (region_code, area, level, component, valid_from, valid_until, amount_in_fen, source, verified) values
  ('100000', 'east', 'primary', 'base', '2016-01-01', '2023-01-01', 65000, '国发〔2015〕67号，中国教育新闻网 2015-12-25 转载', true),
  ('100000', 'mid-west', 'primary', 'base', '2016-01-01', '2023-01-01', 60000, '国发〔2015〕67号，中国教育新闻网 2015-12-25 转载', true),
  ('100000', 'east', 'junior', 'base', '2016-01-01', '2023-01-01', 85000, '国发〔2015〕67号，中国教育新闻网 2015-12-25 转载', true),
  ('100000', 'mid-west', 'junior', 'base', '2016-01-01', '2023-01-01', 80000, '国发〔2015〕67号，中国教育新闻网 2015-12-25 转载', true),
  ('100000', 'all', 'special', 'special-education', '2016-01-01', '2025-01-01', 600000, '国发〔2015〕67号，中国教育新闻网 2015-12-25 转载', true),
  ('100000', 'all', 'special', 'special-education', '2025-01-01', null, 700000, '“十四五”特殊教育发展提升行动计划目标，未核对', false),
  ('100000', 'all', 'primary', 'base', '2023-01-01', null, 72000, '2023 年提标，金额未核对', false),
  ('100000', 'all', 'junior', 'base', '2023-01-01', null, 94000, '2023 年提标，金额未核对', false),
  ('100000', 'all', 'all', 'boarding-supplement', '2023-01-01', null, 30000, '2023 年提标，金额未核对', false),
  ('440000', 'all', 'primary', 'base', '2013-01-01', '2014-01-01', 75000, '南方日报 2013-09-11', true),
  ('440000', 'all', 'primary', 'base', '2014-01-01', '2015-01-01', 95000, '南方日报 2013-09-11', true),
  ('440000', 'all', 'primary', 'base', '2015-01-01', null, 115000, '《广东省城乡义务教育补助经费管理办法》，湛江市教育局 2018-05-23', true),
  ('440000', 'all', 'junior', 'base', '2013-01-01', '2014-01-01', 115000, '南方日报 2013-09-11', true),
  ('440000', 'all', 'junior', 'base', '2014-01-01', '2015-01-01', 155000, '南方日报 2013-09-11', true),
  ('440000', 'all', 'junior', 'base', '2015-01-01', null, 195000, '《广东省城乡义务教育补助经费管理办法》，湛江市教育局 2018-05-23', true),
  ('440000', 'all', 'all', 'boarding-supplement', '2016-01-01', '2017-01-01', 20000, '《广东省城乡义务教育补助经费管理办法》，湛江市教育局 2018-05-23', true),
  ('440000', 'all', 'all', 'boarding-supplement', '2017-01-01', '2018-01-01', 25000, '《广东省城乡义务教育补助经费管理办法》，湛江市教育局 2018-05-23', true),
  ('440000', 'all', 'all', 'boarding-supplement', '2018-01-01', null, 30000, '《广东省城乡义务教育补助经费管理办法》，湛江市教育局 2018-05-23', true),
  ('440000', 'all', 'kindergarten', 'minimum', '2019-01-01', '2020-01-01', 30000, '广州日报 2019-04-03', true),
  ('440000', 'all', 'kindergarten', 'minimum', '2020-01-01', '2021-01-01', 40000, '广州日报 2019-04-03', true),
  ('440000', 'all', 'kindergarten', 'minimum', '2021-01-01', null, 50000, '广州日报 2019-04-03', true),
  ('440000', 'all', 'senior', 'minimum', '2019-01-01', '2020-01-01', 50000, '广州日报 2019-04-03', true),
  ('440000', 'all', 'senior', 'minimum', '2020-01-01', '2021-01-01', 60000, '广州日报 2019-04-03', true),
  ('440000', 'all', 'senior', 'minimum', '2021-01-01', null, 70000, '广州日报 2019-04-03', true)
  on conflict do nothing;

insert into funding_standard (region_code, level, component, valid_from, pupils, source, verified) values
  ('100000', 'all', 'small-site-floor', '2016-01-01', 100, '国发〔2015〕67号：不足 100 人按 100 人核定，条文未核对', false)
  on conflict do nothing;

insert into funding_standard (region_code, level, component, valid_from, multiplier_in_hundredths, source, verified) values
  ('440000', 'special', 'special-education', '2016-01-01', 800, '按残疾类别为普通学生的 8 至 10 倍，取下限，未核对', false)
  on conflict do nothing;

insert into funding_standard (region_code, level, component, disability, valid_from, multiplier_in_hundredths, source, verified)
select '440000', 'special', 'special-education', disability, '2016-01-01', 1000, '按残疾类别为普通学生的 8 至 10 倍，取上限，未核对', false
  from unnest(array ['visual', 'hearing', 'intellectual', 'psychiatric', 'multiple']) disability
  on conflict do nothing;

insert into funding_area (province_code, area, source, verified)
select code, 'east', '国发〔2015〕67号对东部的列举，未核对', false
  from unnest(array ['110000', '120000', '210000', '310000', '320000', '330000', '350000', '370000', '440000']) code
  on conflict do nothing;

insert into funding_share (region_code, fund_code, tier, valid_from, share_in_basis_points, source, verified) values
  ('100000', 'per-pupil', 'nation', '2016-01-01', 5000, '国发〔2015〕67号：东部中央与地方 5:5，条文未核对', false),
  ('100000', 'per-pupil', 'province', '2016-01-01', 5000, '国发〔2015〕67号：东部中央与地方 5:5，条文未核对', false),
  ('440000', 'per-pupil', 'province', '2016-01-01', 5000, '省与市县分担比例因地而异，此为示例，未核对', false),
  ('440000', 'per-pupil', 'city', '2016-01-01', 2000, '省与市县分担比例因地而异，此为示例，未核对', false),
  ('440000', 'per-pupil', 'county', '2016-01-01', 3000, '省与市县分担比例因地而异，此为示例，未核对', false),
  ('441900', 'per-pupil', 'province', '2016-01-01', 3000, '东莞不设县，市级承担其余，比例未核对', false),
  ('441900', 'per-pupil', 'city', '2016-01-01', 7000, '东莞不设县，市级承担其余，比例未核对', false),
  ('442000', 'per-pupil', 'province', '2016-01-01', 3000, '中山不设县，市级承担其余，比例未核对', false),
  ('442000', 'per-pupil', 'city', '2016-01-01', 7000, '中山不设县，市级承担其余，比例未核对', false)
  on conflict do nothing;

insert into funding_line_rule (region_code, fund_code, level, functional_class, economic_class, line_name, valid_from,
  share_in_basis_points, source, verified)
select '100000', 'per-pupil', level, functional_class, economic_class, line_name, '2016-01-01', share,
       '培训不低于 5%、设备办公图书不低于 10%，其余为示例比例，未核对', false
  from (values ('kindergarten', '2050201'), ('primary', '2050202'), ('junior', '2050203'), ('senior', '2050204'),
               ('special', '2050701')) l (level, functional_class)
  cross join (values ('30201', '生均公用经费·公用支出', 7000), ('30218', '生均公用经费·设备图书', 1500),
                     ('30227', '生均公用经费·数字资源', 1000), ('30216', '生均公用经费·教师培训', 500)) e (economic_class, line_name, share)
  on conflict do nothing;

-- From 2027 the first part comes on the first day of the year: a school that waits for it until March has nothing to
-- spend in January and February.
insert into funding_tranche_rule (region_code, fund_code, fiscal_year_from, seq, due_month, due_day, share_in_basis_points, source, verified) values
  ('100000', 'per-pupil', 2016, 1, 3, 1, 6000, '按学期两次下达，比例为示例，未核对', false),
  ('100000', 'per-pupil', 2016, 2, 9, 1, 4000, '按学期两次下达，比例为示例，未核对', false),
  ('100000', 'per-pupil', 2027, 1, 1, 1, 6000, '年初先行下达、秋季下达其余，日期与比例为示例，未核对', false),
  ('100000', 'per-pupil', 2027, 2, 9, 1, 4000, '年初先行下达、秋季下达其余，日期与比例为示例，未核对', false)
  on conflict do nothing;

insert into purpose_rule (code, region_code, fund_code, kind, name_zh, name_en, economic_prefixes, tag,
  share_in_basis_points, valid_from, source, verified) values
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
   '{301}', null, null, '2011-01-08', '征收教育费附加的暂行规定', true)
  on conflict do nothing;

insert into suited_class (tag, economic_prefix, source, verified) values
  ('digital-resources', '30227', '生均公用经费把数字资源列在委托业务费（见 funding_line_rule），为示例，未核对', false),
  ('digital-resources', '31007', '政府收支分类科目：信息网络及软件购置更新，转述', false),
  ('services', '30216', '政府收支分类科目：培训费；本平台的服务以培训为主，转述', false)
  on conflict do nothing;
