-- Why: a payment was ended because a repeated call was refused, while the session that the first call had made could
-- still be paid; and two payments could be settled by one reference of the provider. Every call is counted before it
-- is made now, so that only a first and only call that was refused is known to have made nothing; how long the payer
-- has is kept with the payment and does not follow the settings; a failed attempt that may live is asked about on; and
-- a reference serves one payment of its channel.
-- A million rows: the new columns are empty (no seal changes); the index is built at about 200,000 rows a second.
-- Undo: drop the columns and the indexes, make payment_to_be_asked as V202611230172 has it.

alter table payment
  add column calls int constraint payment_calls_are_counted check (calls > 0),
  add column payable_for_seconds int constraint payment_is_payable_for_a_time check (payable_for_seconds > 0),
  add column intent_reference text;
comment on column payment.calls is 'how many calls may have reached the provider; null: none since this is counted';
comment on column payment.intent_reference is 'the provider''s number of the money itself: Stripe''s payment intent';

drop index payment_to_be_asked;
create index payment_to_be_asked on payment (next_check_at) where next_check_at is not null;

create unique index payment_intent_once on payment (channel, intent_reference) where intent_reference is not null;

-- Where two payments have shared a reference already, verify names them; the start of the new version is not the moment
-- to decide which of them is wrong, so there the rule holds from now on.
do $$
begin
  if exists (select from payment where provider_reference is not null
              group by channel, provider_reference having count(*) > 1) then
    raise warning 'payments share a reference of their provider: run verify';
    execute format('create unique index payment_reference_once on payment (channel, provider_reference)
                     where provider_reference is not null and instructed_at > %L', now());
  else
    create unique index payment_reference_once on payment (channel, provider_reference)
     where provider_reference is not null;
  end if;
end $$;

-- What was ended by a refused repetition may have been made by the call before: it is asked about until it cannot live.
update payment p set next_check_at = now()
 where p.channel = 'STRIPE' and p.state = 'FAILED' and p.failure = 'refused'
   and p.instructed_at > now() - interval '25 hours'
   and exists (select from payment_attempt a where a.payment_id = p.id and a.outcome = 'silent');
