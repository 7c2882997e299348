-- An attempt to sign in succeeded: its account starts afresh, its address gets the attempt back. An attempt that is counted
-- meanwhile locks the same buckets in the same order.
create or replace function sign_in_succeeded(in_together bytea, in_account bytea, in_device bytea, in_address bytea)
returns void language sql as $$
  delete from sign_in_failure where bucket = in_together;
  delete from sign_in_failure where bucket = in_account;
  delete from sign_in_failure where bucket = in_device;
  update sign_in_failure set failures = failures - 1 where bucket = in_address and failures > 1;
$$;
