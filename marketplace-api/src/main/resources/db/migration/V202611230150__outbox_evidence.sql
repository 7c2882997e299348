-- Why: auditors see from outside what news was made and to whom it was handed. Nothing is stored.
-- A million rows: a view costs nothing until it is read. Undo: drop the view.
create view audit.v_outbox as
  select m.seq, m.id, m.type, m.aggregate_type, m.aggregate_id, m.created_at,
         d.consumer, d.state, d.attempts, d.next_attempt_at, d.last_error, d.delivered_at
    from market.outbox_message m left join market.outbox_delivery d using (seq);
