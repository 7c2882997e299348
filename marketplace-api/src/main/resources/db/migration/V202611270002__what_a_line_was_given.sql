-- Why: a run of the same year gives only what a line was not given before, and may not give less. What was cut from the line
-- since (追减) was still counted as given, so a run with fewer pupils stayed refused after the cut it had asked for.
-- A million rows: a view, at once; it reads the approved cuts and additions once for all lines.
-- Undo: drop the view.

-- How much of what allocations gave a line was taken back: cuts, as far as they did not take back additions.
create view line_cut as
  select budget_line_id, sum(fen)::bigint as fen
    from (select from_line_id as budget_line_id, amount_in_fen as fen from budget_change
           where kind = 'CUT' and state = 'APPROVED'
          union all
          select to_line_id, -amount_in_fen from budget_change where kind = 'ADDITION' and state = 'APPROVED') x
   group by budget_line_id having sum(fen) > 0;
