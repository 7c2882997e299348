-- Thresholds of procurement by place and date. verified = false: somebody remembers it, nobody has read it in the source;
-- production asks for true. A row that is there stays as it is; what changes by law is a row more, from its date on.
insert into rule_set
  (jurisdiction, level, object_type, key, effective_from, effective_to, value_in_fen, source, verified) values
  ('100000', 'any', 'goods', 'procurement-limit', '2020-01-01', null, 100000000, '国办发〔2019〕55号（中央预算单位）', false),
  ('100000', 'any', 'services', 'procurement-limit', '2020-01-01', null, 100000000, '国办发〔2019〕55号（中央预算单位）', false),
  ('100000', 'any', 'works', 'procurement-limit', '2020-01-01', null, 120000000, '国办发〔2019〕55号（中央预算单位）', false),
  ('100000', 'any', 'goods', 'open-tender', '2020-01-01', null, 200000000, '国办发〔2019〕55号（中央预算单位）', false),
  ('100000', 'any', 'services', 'open-tender', '2020-01-01', null, 200000000, '国办发〔2019〕55号（中央预算单位）', false),
  ('100000', 'any', 'works', 'open-tender', '2020-01-01', null, 400000000, '国办发〔2019〕55号；国家发展改革委令第16号', false),
  ('100000', 'any', 'any', 'works-tender', '2018-06-01', null, 400000000, '国家发展改革委令第16号：施工', false),
  ('440000', 'province', 'any', 'procurement-limit', '2016-01-01', '2021-01-01', 50000000, '广东省2016至2020年各年度目录及限额标准', false),
  ('440000', 'any', 'any', 'open-tender', '2016-01-01', '2021-01-01', 200000000, '广东省2016至2020年各年度目录及限额标准', false),
  ('440000', 'any', 'any', 'procurement-limit', '2021-01-01', null, 100000000, '粤财采购〔2020〕18号（2020年版目录及标准）', false),
  ('440000', 'any', 'any', 'open-tender', '2021-01-01', null, 400000000, '粤财采购〔2020〕18号（2020年版目录及标准）', false),
  ('440000', 'any', 'any', 'emall-direct-max', '2016-01-01', null, 20000000, '平台交易规则：直接订购上限（本平台示例值）', false),
  ('440000', 'any', 'any', 'emall-bargain-max', '2016-01-01', null, 50000000, '平台交易规则：议价上限（本平台示例值）', false),
  ('510000', 'any', 'any', 'procurement-limit', '2020-01-01', null, 50000000, '四川某校内部规定所引', false),
  ('510000', 'any', 'works', 'procurement-limit', '2020-01-01', null, 100000000, '四川某校内部规定所引', false),
  ('510000', 'any', 'any', 'open-tender', '2020-01-01', null, 400000000, '四川某校内部规定及审计项目方案所引', false),
  ('410000', 'province', 'any', 'open-tender', '2020-01-01', null, 400000000, '豫财购〔2020〕4号', false),
  ('410000', 'city', 'any', 'open-tender', '2020-01-01', null, 200000000, '豫财购〔2020〕4号', false),
  ('410000', 'county', 'any', 'open-tender', '2020-01-01', null, 200000000, '豫财购〔2020〕4号', false)
  on conflict do nothing;
