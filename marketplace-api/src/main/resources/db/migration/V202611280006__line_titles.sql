-- Why: lines whose name begins with their fund were shown as 生均公用经费 · 生均公用经费·公用支出. Undo: drop the function.
create function line_title(fund text, line text) returns text language sql immutable as $$
  select case when starts_with(line, fund) then line else fund || ' · ' || line end
$$;
