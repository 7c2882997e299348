-- Why: a process waits for a delivery that is mended, so it must hear of those that did not pass.
-- A million rows: two rows are written. Undo: delete them.
insert into outbox_subscription (consumer, message_type) values
  ('engine', 'DeliveryRejected'),
  ('engine', 'DeliveryMended');
