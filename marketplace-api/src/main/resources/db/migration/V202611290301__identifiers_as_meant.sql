-- Why: a spreadsheet writes 01 as 1, and one teaching point became two, each given the floor of a hundred pupils. What an
-- identifier means is decided in one place: identifier_key is the same for all its writings (leading zeros, full width,
-- small letters, blanks, ".0"), as org.ziyuan.marketplace.identifier.Identifier has it. Codes of teaching points are only
-- written down in one form from now on, no two organizations have codes that differ only in how they are written, and no
-- receipt of the bank is used for two payments because somebody left out its zeros.
-- A million rows: two indexes over organization and treasury_transfer, seconds; the check on site_enrolment is not validated, so nothing
-- is read: frozen counts stay as they are, and `verify` (identifiers-are-one) names what they hold twice.
-- When an index cannot be built, two rows mean the same: `select identifier_key(code), array_agg(code) from organization
-- group by 1 having count(*) > 1` names them; decide which is right, then start again.
-- Undo: drop the constraint, the indexes and the function.

create function identifier_key(written text) returns text language sql immutable strict parallel safe as $$
  select regexp_replace(regexp_replace(
           upper(regexp_replace(normalize(written, NFKC), '[\s\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF]', '', 'g')),
           '^([0-9]+)\.0*$', '\1'), '^0+(?=[0-9]+$)', '')
$$;

create unique index organization_code_as_meant on organization (identifier_key(code));
create unique index treasury_receipt_as_meant on treasury_transfer (identifier_key(receipt_number));

alter table site_enrolment add constraint site_code_is_as_meant
  check (site_code !~ '[a-z]' and site_code !~ '^[0-9]$' and site_code !~ '^0[0-9]{2,}$') not valid;
