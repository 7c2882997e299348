-- Why: the search index follows the listings by news from the outbox. What could not be projected because the node was
-- away is remembered here instead of being quarantined there, and one node at a time rebuilds the index.
-- A million rows: neither table grows with the catalogue. Undo: drop both tables, delete the subscription.

create table search_backlog (
  listing_id uuid primary key references listing,
  noted_at timestamptz not null default now()
);

create table search_lease (
  name text primary key,
  holder uuid not null,
  until timestamptz not null
);

insert into outbox_subscription (consumer, message_type)
  values ('catalog-search', 'ListingPublished'), ('catalog-search', 'ListingSuspended'),
         ('catalog-search', 'ListingWithdrawn');
