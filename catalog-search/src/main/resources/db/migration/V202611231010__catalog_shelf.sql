-- Why: counting and comparing what is published needs no prices; listing_view looks one up for every row.
-- A million rows: a view, nothing is rewritten. Undo: drop it.

create view catalog_shelf as
  select l.id as listing_id, l.kind, v.title, v.subtitle, v.summary, v.stage, v.subject, v.edition, v.grade, v.volume,
         v.publisher, l.vendor_id, o.name as vendor_name, v.published_at, l.updated_at
    from listing l
    join listing_version v on v.listing_id = l.id and v.version = l.current_version
    join organization o on o.id = l.vendor_id
   where l.state = 'published';
