-- Whatever a program does, the database refuses at COMMIT an order that is not whole (without its lines, its history, its
-- papers, its journal, its licences or its news), a payment or a licence that disagrees with it, and a joint purchase
-- whose shares are not its award. A torn transaction ends here. Each …_gaps function is also what verify asks.

create or replace function purchase_order_gaps(o purchase_order) returns setof text language sql stable as $$
  select reason from (values
    ('its lines do not add up to its total', o.total_in_fen <>
      (select coalesce(sum(l.amount_in_fen), 0) from purchase_order_line l where l.order_id = o.id)),
    ('its history does not end in its state', o.state is distinct from
      (select e.to_state from purchase_order_event e where e.order_id = o.id order by e.seq desc limit 1)),
    ('its last step was not told', not exists (
      select from outbox_message m where m.aggregate_id = o.id and m.payload->>'state' = o.state)),
    ('it is not encumbered', not is_encumbered(o.id)),
    ('a line has no licence', exists (
      select from purchase_order_line l where l.order_id = o.id
         and not exists (select from licence c where c.order_line_id = l.id))),
    ('it came to nothing and still holds money or a licence', o.state in ('DECLINED', 'CANCELLED') and (
      not exists (select from journal j where j.document_id = o.id and j.kind = 'order-closed')
      or exists (select from licence c where c.order_id = o.id and c.state <> 'REVOKED'))),
    ('it is confirmed and a licence is still pending', o.state not in ('ISSUED', 'DECLINED', 'CANCELLED')
      and exists (select from licence c where c.order_id = o.id and c.state = 'PENDING')),
    ('its rejected deliveries do not say where it stands', (o.state = 'TO_MEND') is distinct from exists (
      select from rejected_delivery r where r.order_id = o.id
         and not exists (select from mended_delivery m where m.rejection_id = r.id))),
    ('it is accepted without acceptance or posting',
      o.state in ('ACCEPTED', 'INVOICED', 'PAYMENT_INSTRUCTED', 'PAID') and not exists (
        select from acceptance a join journal j on j.document_id = a.id and j.kind = 'delivery-accepted'
         where a.order_id = o.id and a.amount_in_fen = o.total_in_fen)),
    ('it is invoiced without invoice', o.state in ('INVOICED', 'PAYMENT_INSTRUCTED', 'PAID') and not exists (
      select from invoice i
       where i.order_id = o.id and i.amount_in_fen = o.total_in_fen and i.vendor_id = o.vendor_id))
  ) gap (reason, found) where found
$$;

create or replace function purchase_order_payment_gaps(o purchase_order) returns setof text language sql stable as $$
  select reason from (values
    ('it is being paid by no payment', o.state = 'PAYMENT_INSTRUCTED' and not exists (
      select from payment p where p.order_id = o.id and p.state in ('INSTRUCTED', 'UNKNOWN'))),
    ('it is paid by no settled payment', o.state = 'PAID' and not exists (
      select from payment p where p.order_id = o.id and p.state = 'SETTLED'))
  ) gap (reason, found) where found
$$;

create or replace function payment_gaps(p payment) returns setof text language sql stable as $$
  select reason from (values
    ('its amount is not what was accepted', not exists (
      select from acceptance a where a.order_id = p.order_id and a.amount_in_fen = p.amount_in_fen)),
    ('it is not set aside in the budget book', not exists (
      select from journal j where j.document_id = p.id and j.kind = 'payment-instructed')),
    ('it is open and its order is not being paid', p.state in ('INSTRUCTED', 'UNKNOWN') and not exists (
      select from purchase_order o where o.id = p.order_id and o.state = 'PAYMENT_INSTRUCTED')),
    ('it is open and the budget book has decided already', p.state in ('INSTRUCTED', 'UNKNOWN') and exists (
      select from journal j where j.document_id = p.id and j.kind in ('payment-settled', 'payment-failed'))),
    ('it is settled and its order is not paid', p.state = 'SETTLED' and not exists (
      select from purchase_order o where o.id = p.order_id and o.state = 'PAID')),
    ('it is settled and not spent in the budget book', p.state = 'SETTLED' and not exists (
      select from journal j where j.document_id = p.id and j.kind = 'payment-settled')),
    ('it failed and is still set aside in the budget book', p.state = 'FAILED' and not exists (
      select from journal j where j.document_id = p.id and j.kind = 'payment-failed')),
    ('it was not told', not exists (
      select from outbox_message m where m.aggregate_id = p.order_id and m.payload->>'paymentId' = p.id::text
         and m.type = case p.state when 'SETTLED' then 'PaymentSettled' when 'FAILED' then 'PaymentFailed'
                                   else 'PaymentInstructed' end)),
    ('it is a treasury transfer without its order document', p.channel = 'TREASURY' and not exists (
      select from treasury_transfer t where t.payment_id = p.id))
  ) gap (reason, found) where found
$$;

create or replace function licence_gaps(l licence) returns setof text language sql stable as $$
  select reason from (values
    ('no order line bought it', not exists (
      select from purchase_order_line n join purchase_order o on o.id = n.order_id
       where n.id = l.order_line_id and o.id = l.order_id and n.offer_id = l.offer_id
         and n.listing_id = l.listing_id and n.listing_version = l.listing_version
         and o.buyer_id = l.holder_id and o.budget_line_id = l.budget_line_id)),
    ('its order is not encumbered', not is_encumbered(l.order_id)),
    ('it is in force and its order is not confirmed', l.state in ('ACTIVE', 'SUSPENDED', 'EXPIRED') and exists (
      select from purchase_order o
       where o.id = l.order_id and o.state in ('ISSUED', 'DECLINED', 'CANCELLED'))),
    ('its seats are not those of its pool', l.seats_total is distinct from (
      select p.total from seat_pool p where p.licence_id = l.id))
  ) gap (reason, found) where found
$$;

create or replace function must_be_whole() returns trigger language plpgsql as $$
declare reason text;
begin
  -- Whoever changed it again in the same transaction answers for the last state only.
  case tg_table_name
    when 'purchase_order' then
      select g into reason from purchase_order o,
             -- In from both become a part of this query, whose plan is kept; in select each would be planned anew.
             lateral (select g from purchase_order_gaps(o) g union all select g from purchase_order_payment_gaps(o) g) gap (g)
       where o.id = new.id limit 1;
    when 'payment' then
      select g into reason from payment p, lateral payment_gaps(p) g where p.id = new.id limit 1;
    when 'licence' then
      select g into reason from licence l, lateral licence_gaps(l) g where l.id = new.id limit 1;
  end case;
  if reason is not null then
    raise exception '% % is torn: %', tg_table_name, new.id, reason using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
call guard_at_commit('purchase_order', 'purchase_order_is_whole', 'insert or update', 'true', 'must_be_whole');
call guard_at_commit('payment', 'payment_is_whole', 'insert or update', 'true', 'must_be_whole');
call guard_at_commit('licence', 'licence_is_whole', 'insert or update', 'true', 'must_be_whole');

create or replace function seats_follow_people() returns trigger language plpgsql as $$
begin
  perform free_seats_left_behind((to_jsonb(old)->>tg_argv[0])::uuid);
  return null;
end $$;
create or replace trigger seats_follow_roles after update or delete on role_assignment
  for each row execute function seats_follow_people('person_id');
create or replace trigger seats_follow_people after update of status on person
  for each row when (new.status <> 'ACTIVE') execute function seats_follow_people('id');

create or replace trigger joint_purchase_is_evidence before update on joint_purchase
  for each row when (old.state <> 'OPEN') execute function forbid_change('it is over and does not change');
create or replace trigger joint_demand_is_evidence before update on joint_demand
  for each row when (old.state <> 'RESERVED') execute function forbid_change('it is over and does not change');

-- I14, refused at COMMIT whoever writes it.
create or replace function shares_add_up_to_the_award() returns trigger language plpgsql as $$
declare shares bigint;
begin
  select coalesce(sum(share_in_fen), 0) into shares from joint_demand where purchase_id = new.id and state = 'AWARDED';
  perform refuse_when(shares <> new.award_in_fen,
    format('the shares of joint purchase %s are %s fen, its award is %s', new.id, shares, new.award_in_fen));
  return null;
end $$;
call guard_at_commit('joint_purchase', 'shares_add_up_to_the_award', 'insert or update', $$new.state = 'AWARDED'$$,
  'shares_add_up_to_the_award');

create or replace function offers_change_their_listing() returns trigger language plpgsql set search_path = market, pg_temp as $$
begin
  update listing set updated_at = now() where id in (select t.listing_id from touched t);
  return null;
end $$;
create or replace trigger new_offers_change_their_listing after insert on offer
  referencing new table as touched for each statement execute function offers_change_their_listing();
create or replace trigger changed_offers_change_their_listing after update on offer
  referencing new table as touched for each statement execute function offers_change_their_listing();
