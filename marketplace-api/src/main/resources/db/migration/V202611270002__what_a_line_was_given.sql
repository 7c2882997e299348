-- Why: a run of the same year gives only what a line was not given before, and may not give less. What was cut from the line
-- since (追减) was still counted as given, so a run with fewer pupils stayed refused after the cut it had asked for.
-- A million rows: a function, at once; each call reads the changes of one line by index.
-- Undo: drop the function.

-- How much of what allocations gave was taken back: cuts, as far as they did not take back additions.
create function cut_from_line(line uuid) returns bigint language sql stable as $$
  select greatest(0,
    coalesce((select sum(amount_in_fen) from budget_change where from_line_id = line and kind = 'CUT' and state = 'APPROVED'), 0)
    - coalesce((select sum(amount_in_fen) from budget_change
                 where to_line_id = line and kind = 'ADDITION' and state = 'APPROVED'), 0))::bigint
$$;
