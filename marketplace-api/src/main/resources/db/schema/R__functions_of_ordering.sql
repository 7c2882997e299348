-- What follows from an order and its payments.

-- 保障中小企业款项支付条例 (2025) article 9: within thirty days of the delivery. Nothing that comes later, be it the
-- invoice, a failed payment or an approval, moves it.
create or replace function pay_by(delivered_on date) returns date language sql immutable as $$ select delivered_on + 30 $$;

-- Why a person has to look at a payment: first what stands open against it, then why it cannot come to an end.
create or replace function payment_attention(p payment) returns text language sql stable as $$
  select coalesce(
    (select case d.kind when 'PAID_AFTER_FAILURE' then 'paid-after-failure' when 'DISPUTE' then 'disputed'
                        when 'TAKEN_BACK' then 'refund-taken-back' else 'refunded' end
       from payment_difference d where d.payment_id = p.id and d.state = 'OPEN'
      order by array_position(array['PAID_AFTER_FAILURE', 'DISPUTE', 'TAKEN_BACK', 'REFUND'], d.kind) limit 1),
    case when p.state in ('INSTRUCTED', 'UNKNOWN') and p.attention in ('provider-does-not-say', 'reference-used')
         then p.attention end)
$$;
