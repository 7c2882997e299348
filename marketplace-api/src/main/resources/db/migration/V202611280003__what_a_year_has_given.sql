-- Why: four statements added up what earlier allocations of a year had given a line, each in its own way; one of them read
-- every line of the year for every line of a run and took longer than a page may, another wrote each row a second time.
-- A million rows: a view, at once. A line has one fund and one year, so asked by line, or by fund and year, it reads no more
-- than those. Undo: drop the view and make line_cut again (V202611270002).

create view line_given as
  select g.fund_code, g.fiscal_year, g.budget_line_id, g.school_id, g.line_name,
         greatest(0, g.fen - greatest(0, c.fen))::bigint as fen
    from (select r.fund_code, r.fiscal_year, l.budget_line_id, l.school_id, max(l.line_name) as line_name,
                 sum(l.amount_in_fen - l.before_in_fen) as fen
            from allocation_line l join allocation_run r on r.id = l.run_id
           where r.state in ('approved', 'posting', 'posted')
           group by r.fund_code, r.fiscal_year, l.budget_line_id, l.school_id) g
   cross join lateral (
     select coalesce((select sum(amount_in_fen) from budget_change
                       where from_line_id = g.budget_line_id and kind = 'CUT' and state = 'APPROVED'), 0)
          - coalesce((select sum(amount_in_fen) from budget_change
                       where to_line_id = g.budget_line_id and kind = 'ADDITION' and state = 'APPROVED'), 0) as fen) c;
comment on view line_given is
  'What allocations gave a line and was not taken back: cuts count as far as they did not take back additions.';

drop view line_cut;
