-- Why: a school's share of a joint award is a contract like an order, and verify said for ever that its money had none.
-- What may stand behind promised money is listed here once; who adds a kind of contract adds it to this view.
-- A million rows: a view costs nothing until it is read. Undo: drop the view, put the old query back.
create view contract_on_paper as
  select o.id, 'purchase_order ' || o.id as row_name, o.state,
         case when o.state in ('DECLINED', 'CANCELLED') then 0
              else o.total_in_fen - coalesce(x.taken_back + x.given_back, 0) end as worth_in_fen
    from purchase_order o left join order_lowered x on x.order_id = o.id
  union all
  select contract_id, 'joint_demand ' || id, state, share_in_fen from joint_demand where contract_id is not null;
