-- What vendors publish and at what price. A published version never changes: an order line points at one.

create table vendor_profile (
  organization_id uuid primary key references organization,
  vendor_type text not null check (vendor_type in ('publisher', 'platform', 'software', 'training')),
  contact_name text not null, introduction_html text not null default '',
  settlement_account_name text not null, alipay_user_id text, stripe_account_id text
);

-- Who asks to become a vendor. Nobody is signed in then: by the code, of which the hash is kept, he reads what became of it, and
-- once he is let in it is his invitation.
create table vendor_application (
  id uuid primary key,
  name text not null constraint vendor_application_name_length check (length(name) between 2 and 100),
  credit_code text not null,
  vendor_type text not null constraint vendor_application_vendor_type check (vendor_type in ('publisher', 'platform', 'software', 'training')),
  contact_name text not null, phone text not null, login text not null,
  code_hash bytea not null constraint vendor_application_code unique,
  -- Where it came from, so that one place does not fill the desk.
  address text not null default '',
  state text not null default 'ASKED' check (state in ('ASKED', 'ACCEPTED', 'REFUSED')),
  asked_at timestamptz not null default now(),
  decided_by uuid references person, decided_by_name text, decided_at timestamptz,
  reason text not null default '' constraint vendor_application_reason_length check (length(reason) <= 500),
  organization_id uuid references organization,
  constraint vendor_application_is_decided_by_somebody check ((state = 'ASKED') = (decided_at is null)),
  constraint vendor_application_becomes_a_vendor check ((state = 'ACCEPTED') = (organization_id is not null))
);
create index vendor_application_by_address on vendor_application (address, asked_at);
create unique index vendor_application_once on vendor_application (credit_code) where state = 'ASKED';

-- What a vendor of a type must prove, and how; the rows are law (R__law_of_vendors.sql).
create table vendor_requirement (
  vendor_type text not null, name text not null,
  kind text not null constraint vendor_requirement_kind check (kind in ('DOCUMENT', 'FIELD', 'ATTESTATION', 'REVIEW')),
  required boolean not null, position int not null,
  primary key (vendor_type, name)
);

-- What was handed in for a requirement. The latest one that was accepted counts; a certificate is handed in again before it ends.
create table vendor_evidence (
  id uuid primary key, vendor_id uuid not null references organization, requirement text not null,
  said text not null default '' constraint vendor_evidence_said_length check (length(said) <= 200),
  valid_until date, file_name text, file_type text,
  file bytea constraint vendor_evidence_file_size check (octet_length(file) <= 5242880),
  state text not null default 'WAITING' check (state in ('WAITING', 'ACCEPTED', 'RETURNED')),
  handed_in_by uuid not null references person, handed_in_by_name text not null, handed_in_at timestamptz not null default now(),
  decided_by uuid references person, decided_by_name text, decided_at timestamptz,
  reason text not null default '' constraint vendor_evidence_reason_length check (length(reason) <= 500),
  constraint vendor_evidence_is_decided_by_somebody check ((state = 'WAITING') = (decided_at is null)),
  constraint vendor_evidence_file_is_whole check ((file is null) = (file_name is null) and (file is null) = (file_type is null))
);
create index vendor_evidence_by_vendor on vendor_evidence (vendor_id, requirement, handed_in_at desc);

-- What happened to a vendor, and why. Only added to.
create table vendor_step (
  seq bigint generated always as identity primary key, vendor_id uuid not null references organization,
  event text not null, reason text not null default '' constraint vendor_step_reason_length check (length(reason) <= 500),
  done_by uuid not null references person, done_by_name text not null, done_at timestamptz not null default now()
);
create index vendor_step_by_vendor on vendor_step (vendor_id, seq);

-- Vendors whose listings everybody was told to take away, so that news is told once.
create table vendor_told (vendor_id uuid primary key references organization, told_at timestamptz not null default now());

-- Vendors that sell nothing today: not admitted, suspended or gone, or a certificate they must have has ended. Licences run on.
-- Every gate asks here: what is found, shown, asked for and ordered.
create view vendor_at_rest as
  select o.id as vendor_id from organization o
   where o.kind = 'vendor' and (o.status <> 'ACTIVE' or exists (
     select from vendor_evidence e
       join vendor_profile p on p.organization_id = e.vendor_id
       join vendor_requirement r on r.vendor_type = p.vendor_type and r.name = e.requirement and r.required
      where e.vendor_id = o.id and e.state = 'ACCEPTED'
      group by e.requirement
     having max(coalesce(e.valid_until, 'infinity')) < (now() at time zone 'Asia/Shanghai')::date));

create table listing (
  id uuid primary key, vendor_id uuid not null references organization,
  kind text not null check (kind in ('textbook', 'app', 'resource', 'course', 'service')),
  state text not null default 'DRAFT' check (state in ('DRAFT', 'SUBMITTED', 'PUBLISHED', 'SUSPENDED', 'WITHDRAWN')),
  current_version int, external_code text, row_version int not null default 0,
  created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
  unique (vendor_id, external_code)
);
create index listing_by_vendor on listing (vendor_id, state);

-- What is known of a listing's safety: said by its vendor, or checked by the operator. Only added to; the latest of both counts.
create table listing_vetting (
  id uuid primary key, listing_id uuid not null references listing,
  subject text not null constraint listing_vetting_subject check (subject in ('PRIVACY', 'SECURITY', 'ACCESSIBILITY', 'INTEROPERABILITY')),
  checked boolean not null, said text not null constraint listing_vetting_said_length check (length(said) between 2 and 500),
  good_until date not null, by_person uuid not null references person, by_organization uuid not null references organization,
  at timestamptz not null default clock_timestamp()
);
create index listing_vetting_by_listing on listing_vetting (listing_id, subject, checked, at desc);

-- A file that a vendor sent, typed by its first bytes and never changed. It is read piece by piece, so it lies uncompressed.
create table listing_file (
  id uuid primary key, vendor_id uuid not null references organization, name text not null, type text not null,
  content bytea not null constraint listing_file_size check (octet_length(content) between 1 and 16777216),
  sha256 bytea not null,
  -- Whether a scanner has found nothing in it; false where none was set up.
  scanned boolean not null,
  sent_by uuid not null references person, sent_at timestamptz not null default now()
);
alter table listing_file alter column content set storage external;

-- How a listing is opened where no address opens it. A row never changes, so that a version keeps the one it was reviewed with.
create table listing_opening (
  id uuid primary key, listing_id uuid not null references listing,
  way text not null constraint listing_opening_way check (way in ('FILE', 'TOOL', 'STEPS')),
  file_id uuid references listing_file,
  -- A tool of the vendor's own, and its name then; what there is of tools stands in the file of tools.
  client_id text, tool_name text,
  -- What a service consists of, in its order.
  steps text[],
  chosen_by uuid not null references person, chosen_at timestamptz not null default now(),
  constraint listing_opening_is_of_its_way check ((way = 'FILE') = (file_id is not null)
    and (way = 'TOOL') = (client_id is not null) and (way = 'TOOL') = (tool_name is not null) and (way = 'STEPS') = (steps is not null))
);
create index listing_opening_by_tool on listing_opening (client_id) where client_id is not null;

create table listing_version (
  listing_id uuid not null references listing, version int not null,
  title text not null, subtitle text not null default '',
  summary text not null default '', description_html text not null default '',
  stage text, subject text, edition text, grade text, volume text, publisher text,
  -- Where whoever may use it is sent, or what else opens it; neither where the operator places a tool or a person is bought.
  link text, opening uuid references listing_opening,
  cover uuid references listing_file, written_by uuid references person,
  published_by uuid references person, published_at timestamptz not null default now(),
  primary key (listing_id, version), check (published_by <> written_by),
  constraint listing_version_opens_one_way check (link is null or opening is null)
);
create index listing_version_by_facet on listing_version (stage, subject, edition, grade, volume);

-- What a vendor writes beside what is published. It has a state of its own, so that the listing stays for sale as it is
-- while the operator reads what it is to become; only a review turns the draft into the next version.
create table listing_draft (
  listing_id uuid primary key references listing, title text not null check (length(title) between 2 and 200),
  subtitle text not null default '' check (length(subtitle) <= 200),
  summary text not null default '' check (length(summary) <= 1000),
  description_html text not null default '' check (length(description_html) <= 20000),
  stage text, subject text, edition text, grade text, volume text, publisher text,
  link text check (length(link) <= 500), opening uuid references listing_opening,
  cover uuid references listing_file,
  saved_by uuid not null references person, saved_at timestamptz not null default now(),
  state text not null default 'DRAFTED' check (state in ('DRAFTED', 'SUBMITTED')), submitted_at timestamptz,
  check ((state = 'SUBMITTED') = (submitted_at is not null)),
  constraint listing_draft_opens_one_way check (link is null or opening is null)
);

-- An offer is a licence model at a price. meter says what the unit price multiplies. Nothing of it but the price ever
-- changes; one whose first price nobody has approved has price version 0 and is not for sale.
create table offer (
  id uuid primary key, listing_id uuid not null references listing, name text not null,
  licence_model text not null check (licence_model in ('named_seat', 'school', 'perpetual', 'service')),
  meter text not null check (meter in ('pupil_year', 'seat_year', 'school_year', 'one_off', 'free')),
  unit_price_in_fen bigint not null check (unit_price_in_fen >= 0), price_version int not null default 1 check (price_version >= 0),
  term_months int check (term_months > 0),
  minimum_quantity int not null default 1 check (minimum_quantity >= 1),
  trial boolean not null default false, active boolean not null default true, terms text not null default '',
  check ((meter = 'free') = (unit_price_in_fen = 0)), check (price_version > 0 or not active)
);
create index offer_by_listing on offer (listing_id) where active;

-- The price that a vendor wants and that nobody has approved yet; the review of its listing puts it in force.
create table proposed_price (
  offer_id uuid primary key references offer, unit_price_in_fen bigint not null check (unit_price_in_fen >= 0),
  proposed_by uuid not null references person, proposed_at timestamptz not null default clock_timestamp()
);

-- Every price that ever was in force, with the two persons who wanted and approved it.
create table offer_price_log (
  offer_id uuid not null references offer, price_version int not null,
  unit_price_in_fen bigint not null, changed_by uuid references person, changed_at timestamptz not null default now(),
  approved_by uuid references person,
  primary key (offer_id, price_version), check (approved_by <> changed_by)
);

-- From when until when a listing is sold and until when it is used, as its vendor has announced. Without a row it is sold at once
-- and without an end. told is the phase that whoever keeps a copy was told of last.
create table listing_sale (
  listing_id uuid primary key references listing,
  sold_from date, sold_until date, used_until date, kept_back boolean not null default false,
  said text not null default '' constraint listing_sale_said_length check (length(said) <= 200),
  told text, changed_by uuid not null references person, changed_at timestamptz not null default clock_timestamp(),
  constraint listing_sale_ends_after_it_begins check (sold_until >= sold_from),
  constraint listing_sale_ends_before_its_use check (used_until is null or sold_until <= used_until)
);

create view listing_phase as
  select s.*, case when s.used_until < d.today then 'USE_ENDED' when s.sold_until < d.today then 'SALE_ENDED'
                   when s.sold_from > d.today then 'ANNOUNCED' when s.kept_back then 'KEPT_BACK'
                   when s.sold_until is not null then 'LIMITED' else 'ORDERABLE' end as phase
    from listing_sale s, (select (now() at time zone 'Asia/Shanghai')::date as today) d;

create view listing_view as
  select l.id as listing_id, v.version,
         case when l.state = 'PUBLISHED' and (h.phase in ('SALE_ENDED', 'USE_ENDED')
                   or exists (select from vendor_at_rest r where r.vendor_id = l.vendor_id))
              then 'SUSPENDED' else l.state end as state,
         l.kind, v.title, v.subtitle, v.stage, v.subject, v.edition, v.grade,
         v.volume, v.publisher, l.vendor_id, o.name as vendor_name, v.summary, v.description_html,
         p.lowest_unit_price_in_fen, p.meter, v.published_at, l.updated_at, l.external_code,
         coalesce(h.phase, 'ORDERABLE') as phase, h.sold_from, h.sold_until, h.used_until,
         coalesce(h.kept_back, false) as kept_back, coalesce(h.said, '') as sale_said
    from listing l
    left join listing_phase h on h.listing_id = l.id
    join listing_version v on v.listing_id = l.id and v.version = l.current_version
    join organization o on o.id = l.vendor_id
    left join lateral (
      select f.unit_price_in_fen as lowest_unit_price_in_fen, f.meter
        from offer f where f.listing_id = l.id and f.active order by f.unit_price_in_fen, f.id limit 1) p on true;

-- 教材选用: which edition a region takes for a subject, from a day on. Nothing is edited: an act says anew what is taken for a
-- stage and subject, several rows of it are several editions, one without an edition is none. A province has some thousands of
-- rows; a school asks once in ten minutes.
create table adopted_edition (
  id uuid primary key,
  act_id uuid not null,
  region_code text not null references region,
  stage text not null, subject text not null, edition text not null,
  holds_from date not null,
  seq bigint generated always as identity,
  reason text not null constraint adopted_edition_reason_length check (length(reason) between 1 and 500),
  set_by uuid not null references person, set_by_name text not null,
  set_at timestamptz not null default now()
);
create index adopted_edition_by_region on adopted_edition (region_code, stage, subject, holds_from desc, seq desc);
