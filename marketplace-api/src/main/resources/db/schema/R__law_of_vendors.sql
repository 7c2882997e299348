-- What a vendor must prove, by its type. A row that changes here holds from the next start on; a requirement that is new puts
-- nobody to rest, because only what was accepted once can end.
-- 营业执照: 政府采购法第二十二条. 出版物经营许可证: 出版管理条例第三十五条. 教育App备案: 教育移动互联网应用程序备案管理办法.
-- 个人信息: 个人信息保护法, 未成年人网络保护条例. 中小企业声明函: 政府采购促进中小企业发展管理办法. 失信查询: 财库〔2016〕125号.
delete from vendor_requirement;
insert into vendor_requirement (vendor_type, name, kind, required, position)
  select type, name, kind, required, position
    from unnest(array['publisher', 'platform', 'software', 'training']) type,
         (values ('business_licence', 'DOCUMENT', true, 1), ('data_promise', 'ATTESTATION', true, 5),
                 ('sme_declaration', 'ATTESTATION', false, 6), ('credit_record', 'REVIEW', true, 7)) common (name, kind, required, position)
  union all
  select * from (values
    ('publisher', 'publication_permit', 'DOCUMENT', true, 2), ('platform', 'publication_permit', 'DOCUMENT', false, 2),
    ('platform', 'app_record', 'FIELD', true, 3), ('software', 'app_record', 'FIELD', true, 3),
    ('platform', 'security_level', 'DOCUMENT', true, 4)) own;
