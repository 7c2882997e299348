-- Why: what the state grants per pupil is law with dates, so it is data with dates; verified = false means that nobody
-- has read the figure in a source yet. A million rows: a few dozen rows. Undo: delete them.
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
  ('440000', 'all', 'senior', 'minimum', '2021-01-01', null, 70000, '广州日报 2019-04-03', true);

insert into funding_standard (region_code, level, component, valid_from, pupils, source, verified) values
  ('100000', 'all', 'small-site-floor', '2016-01-01', 100, '国发〔2015〕67号：不足 100 人按 100 人核定，条文未核对', false);

insert into funding_standard (region_code, level, component, valid_from, multiplier_in_hundredths, source, verified) values
  ('440000', 'special', 'special-education', '2016-01-01', 800, '按残疾类别为普通学生的 8 至 10 倍，取下限，未核对', false);
