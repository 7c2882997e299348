-- Why: a delivery that does not pass goes back to its vendor and moves no money; the day by which a school must have paid
-- follows from the delivery alone and is reckoned here for page, list, timer and API; an invoice is what its paper says
-- it is, and of its own vendor, so that nobody can use up another's numbers.
-- A million rows: the constraint on purchase_order reads the table once (about a second); every invoice is written once
-- more with its vendor and sealed again, at about 30,000 rows a second. Undo: drop what is made here, put the old
-- constraints and the function of V202611250104 back, after the orders in TO_MEND were delivered again.

-- 保障中小企业款项支付条例 (2025) article 9: within thirty days of the delivery. Nothing that comes later, be it the
-- invoice, a failed payment or an approval, moves it.
create function pay_by(delivered_on date) returns date language sql immutable as $$ select delivered_on + 30 $$;

alter table purchase_order drop constraint purchase_order_state_check;
alter table purchase_order add constraint purchase_order_state_is_known check (state in (
  'ISSUED', 'CONFIRMED', 'TO_MEND', 'DECLINED', 'CANCELLED', 'ACCEPTED', 'INVOICED', 'PAYMENT_INSTRUCTED', 'PAID'));

-- The school's word that a delivery does not pass, and the vendor's that it is mended: one pair a round.
create table rejected_delivery (
  id uuid primary key,
  order_id uuid not null references purchase_order,
  round int not null constraint rejected_delivery_round_counts check (round > 0),
  reason text not null constraint rejected_delivery_has_a_reason check (char_length(reason) between 1 and 500),
  rejected_by uuid not null,
  rejected_by_name text not null,
  rejected_at timestamptz not null default now(),
  constraint rejected_delivery_once_a_round unique (order_id, round)
);
create table mended_delivery (
  rejection_id uuid primary key references rejected_delivery,
  remark text not null constraint mended_delivery_has_a_remark check (char_length(remark) between 1 and 500),
  mended_by uuid not null,
  mended_by_name text not null,
  mended_at timestamptz not null default now()
);
create trigger rejected_delivery_is_evidence before update or delete or truncate on rejected_delivery
  for each statement execute function forbid_change();
create trigger mended_delivery_is_evidence before update or delete or truncate on mended_delivery
  for each statement execute function forbid_change();
select seal_table('rejected_delivery', '{id}');
select seal_table('mended_delivery', '{rejection_id}');

-- An old invoice is named by code and number together, a digital one by its number alone; both within their vendor.
alter table invoice add column code text constraint invoice_code_is_digits check (code ~ '^[0-9]{10,12}$');
alter table invoice add column vendor_id uuid references organization;
alter table invoice disable trigger invoice_is_evidence;
update invoice i set vendor_id = o.vendor_id from purchase_order o where o.id = i.order_id;
alter table invoice enable trigger invoice_is_evidence;
alter table invoice alter column vendor_id set not null;
alter table invoice drop constraint invoice_number_key;
create unique index invoice_once_per_vendor on invoice (vendor_id, number, coalesce(code, ''));

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

do $$
begin
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    revoke update, delete, truncate on rejected_delivery, mended_delivery from "${appRole}";
  end if;
end $$;
