-- The search index follows the listings by news from the outbox. What could not be projected because the node was away is
-- remembered here instead of being quarantined there, and one node at a time rebuilds the index.

create table search_backlog (
  listing_id uuid primary key references listing, noted_at timestamptz not null default now()
);

create table search_lease (name text primary key, holder uuid not null, until timestamptz not null);

insert into outbox_subscription (consumer, message_type) values
  ('catalog-search', 'ListingPublished'), ('catalog-search', 'ListingSuspended'), ('catalog-search', 'ListingWithdrawn'),
  ('catalog-search', 'ListingSaleMoved'), ('catalog-search', 'VendorStanding');

-- Counting and comparing what is published needs no prices; listing_view looks one up for every row.
create view catalog_shelf as
  select l.id as listing_id, l.kind, v.title, v.subtitle, v.summary, v.stage, v.subject, v.edition, v.grade, v.volume,
         v.publisher, l.vendor_id, o.name as vendor_name, v.published_at, l.updated_at
    from listing l
    join listing_version v on v.listing_id = l.id and v.version = l.current_version
    join organization o on o.id = l.vendor_id
   where l.state = 'PUBLISHED' and not exists (select from vendor_at_rest r where r.vendor_id = l.vendor_id)
     and not exists (select from listing_phase h where h.listing_id = l.id and h.phase in ('SALE_ENDED', 'USE_ENDED'));

-- While the search nodes are away, listings are found by the same tokens, kept here. A listing without a row, or with an old
-- one, is found by plain comparison until the next round.
create table search_words (
  listing_id uuid primary key references listing,
  made_by text not null,
  changed_at timestamptz not null,
  title_key text not null,
  title_grams text[] not null,
  tokens text[] not null,
  order_key text collate "C" not null,
  -- What it is chosen by: stage, subject, edition, grade and volume, each null where it says nothing the vocabulary knows.
  choices text[] not null
);

-- Compared as a whole many times in a statement: unpacking them each time would be most of it.
alter table search_words alter tokens set storage external;
create index search_words_tokens on search_words using gin (tokens);

-- What is searched for and whether anything was found, by the day and without who asked. Kept for a year.
create table search_term (
  asked_on timestamptz not null,
  typed text not null,
  outcome text not null check (outcome in ('FOUND', 'NEAR', 'NONE')),
  times bigint not null,
  primary key (asked_on, typed, outcome)
);
