-- Why: a refund, a dispute or money for a payment that had failed was answered with success and stood in no book and on
-- no list. What a provider says against our books is a row of its own now, with its amount, until a person books or
-- clears it; whatever is refunded before a payment is settled is never settled.
-- A million rows: a difference is rare; the look-ups are by payment, the list is a small partial index. The refunds that
-- were passed over so far are found in the record of attempts, one scan. Undo: drop view, function and table, then
-- the outcome 'lowered' of payment_attempt.

create table payment_difference (
  id uuid primary key,
  payment_id uuid not null references payment,
  kind text not null constraint payment_difference_kind_known
    check (kind in ('REFUND', 'DISPUTE', 'TAKEN_BACK', 'PAID_AFTER_FAILURE')),
  -- The provider's own number of the refund or dispute; where it only says a total, that total.
  reference text not null,
  amount_in_fen bigint not null constraint payment_difference_is_positive check (amount_in_fen > 0),
  -- The provider's last word about it, and whether by that word the money is gone from the payment.
  provider_says text not null,
  holds boolean not null,
  -- It was said before the payment was settled: that part was never settled.
  before_settlement boolean not null,
  state text not null constraint payment_difference_state_known check (state in ('OPEN', 'BOOKED', 'CLEARED')),
  reported_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by uuid,
  decided_by_name text,
  note text,
  -- The event of the budget book that booked it.
  booked_as text,
  row_version int not null default 0,
  constraint payment_difference_once unique (payment_id, kind, reference),
  constraint payment_difference_is_decided check ((state = 'OPEN') = (decided_at is null)),
  constraint payment_difference_is_booked check ((state = 'BOOKED') = (booked_as is not null)),
  constraint payment_difference_is_explained check ((state = 'CLEARED') = (note is not null))
);
create index payment_difference_open on payment_difference (reported_at desc, id desc) where state = 'OPEN';

create trigger payment_difference_stays before delete or truncate on payment_difference
  for each statement execute function forbid_change();

alter table payment_attempt drop constraint payment_attempt_outcome_check;
alter table payment_attempt add constraint payment_attempt_outcome_check
  check (outcome in ('waiting', 'settled', 'failed', 'silent', 'ignored', 'lowered'));

-- Why a person has to look at a payment: first what stands open against it, then why it cannot come to an end.
create function payment_attention(p payment) returns text language sql stable as $$
  select coalesce(
    (select case d.kind when 'PAID_AFTER_FAILURE' then 'paid-after-failure' when 'DISPUTE' then 'disputed'
                        when 'TAKEN_BACK' then 'refund-taken-back' else 'refunded' end
       from payment_difference d where d.payment_id = p.id and d.state = 'OPEN'
      order by array_position(array['PAID_AFTER_FAILURE', 'DISPUTE', 'TAKEN_BACK', 'REFUND'], d.kind) limit 1),
    case when p.state in ('INSTRUCTED', 'UNKNOWN') and p.attention in ('provider-does-not-say', 'reference-used')
         then p.attention end)
$$;

-- What has become of an order's money by what was said against its payments: never settled, taken back out of what was
-- spent, given back out of what was still owed.
create view order_lowered as
  select p.order_id,
         coalesce(sum(d.amount_in_fen) filter (where d.before_settlement), 0) as never_settled,
         coalesce(sum(d.amount_in_fen) filter (where d.booked_as = 'payment-refunded'), 0) as taken_back,
         coalesce(sum(d.amount_in_fen) filter (where d.booked_as = 'goods-returned'), 0) as given_back
    from payment p join payment_difference d on d.payment_id = p.id
   where p.state = 'SETTLED' and d.kind in ('REFUND', 'DISPUTE')
   group by p.order_id;

-- What was passed over so far: money for what had failed, and a settled payment's trade that was closed by a refund.
insert into payment_difference (id, payment_id, kind, reference, amount_in_fen, provider_says, holds, before_settlement, state)
  select gen_random_uuid(), p.id, 'PAID_AFTER_FAILURE', 'before-' || p.id, p.amount_in_fen, 'settled', true, false, 'OPEN'
    from payment p where p.attention = 'paid-after-failure';
insert into payment_difference (id, payment_id, kind, reference, amount_in_fen, provider_says, holds, before_settlement, state)
  select gen_random_uuid(), p.id, 'REFUND', 'total-' || p.amount_in_fen, p.amount_in_fen, 'closed', true, false, 'OPEN'
    from payment p
   where p.state = 'SETTLED' and p.channel <> 'TREASURY' and exists (
     select from payment_attempt a
      where a.payment_id = p.id and a.outcome = 'ignored' and a.detail like 'failed %');
update payment p set attention = payment_attention(p), row_version = row_version + 1
 where p.attention is distinct from payment_attention(p);

select seal_table('payment_difference', '{id}');

create view audit.v_payment_difference as
  select d.*, p.order_id, p.channel, p.state as payment_state, p.amount_in_fen as payment_in_fen
    from market.payment_difference d join market.payment p on p.id = d.payment_id;

do $$
begin
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    execute format('revoke delete on payment_difference from %I', '${appRole}');
  end if;
end $$;
