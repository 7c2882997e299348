-- Who buys, who sells and who may see whom: the tree of regions and organizations.

create table region (
  code text primary key check (code ~ '^[0-9]{6}$'),
  name text not null,
  tier text not null check (tier in ('nation', 'province', 'city', 'county')),
  parent_code text references region
);

-- The same for all writings of one identifier: leading zeros, full width, small letters, blanks, ".0", as
-- org.ziyuan.marketplace.identifier.Identifier has it. A spreadsheet writes 01 as 1, and one teaching point became two.
-- Indexes stand on it, so it is no repeatable function: who changes it makes them anew.
create function identifier_key(written text) returns text language sql immutable strict parallel safe as $$
  select regexp_replace(regexp_replace(
           upper(regexp_replace(normalize(written, NFKC), '[\s\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFEFF]', '', 'g')),
           '^([0-9]+)\.0*$', '\1'), '^0+(?=[0-9]+$)', '')
$$;

-- path is the chain of codes from the nation down, so that a subtree is one prefix: '100000.440000.440100.440106.s0001'.
create table organization (
  id uuid primary key,
  kind text not null check (kind in ('bureau', 'school', 'vendor', 'operator')),
  tier text check (tier in ('nation', 'province', 'city', 'county', 'school')),
  code text not null unique, name text not null, region_code text references region,
  parent_id uuid references organization,
  path text not null unique, unified_credit_code text,
  status text not null default 'ACTIVE' check (status in ('APPLYING', 'ACTIVE', 'SUSPENDED', 'TERMINATED')),
  demo boolean not null default false, created_at timestamptz not null default now(),
  check ((kind in ('bureau', 'school')) = (tier is not null))
);
create index organization_by_path on organization (path text_pattern_ops);
create index organization_by_parent on organization (parent_id);
create unique index organization_code_as_meant on organization (identifier_key(code));
