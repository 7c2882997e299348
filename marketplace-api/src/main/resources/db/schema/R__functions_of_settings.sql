-- The value of a setting that holds today, or what holds where nobody has set one.
create or replace function setting_now(in_name text, otherwise text) returns text language sql stable as $$
  select coalesce((select value from platform_setting
                    where name = in_name and holds_from <= beijing_day(now())
                    order by holds_from desc, seq desc limit 1), otherwise)
$$;

-- 机关代字: whose documents these are, such as 粤教 of Guangdong; it stands before the word of the kind.
create or replace function document_word() returns text language sql stable as $$
  select setting_now('DOCUMENT_WORD', '粤教')
$$;

-- The number of a document, such as 粤教采订〔2026〕000001号; six digits, and more where they are not enough.
create or replace function document_number_of(kind_word text, in_year int, counted bigint) returns text language sql stable as $$
  select document_word() || kind_word || '〔' || in_year || '〕' || lpad(counted::text, greatest(6, length(counted::text)), '0') || '号'
$$;
