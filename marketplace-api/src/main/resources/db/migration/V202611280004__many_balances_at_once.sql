-- Why: post_journals looked every balance of a changed account up in an array, once per column: half of the time of a
-- portion of 2,000 lines whose accounts were there before, such as a second allocation or a tranche. A join by hash does it
-- in one pass. The rest of the function stays as V202611250101 has it.
-- A million rows: touches none. Undo: put the two statements back.
do $migration$
declare
  posting constant regprocedure := (select oid from pg_proc
                                     where proname = 'post_journals' and pronamespace = 'market'::regnamespace);
  before constant text := pg_get_functiondef(posting);
  first constant int := position(E'  update account x\n' in before);
  rest constant int := position(E'  word := set_config(''market.posting'', '''', true);\n' in before);
begin
  if first = 0 or rest < first then
    raise exception 'post_journals does not write balances as this migration expects';
  end if;
  execute left(before, first - 1) || $writes$  word := set_config('enable_nestloop', 'off', true);
  update account x
     set debits_pending = u.dpe, debits_posted = u.dpo, credits_pending = u.cpe, credits_posted = u.cpo, version = u.ver
    from unnest(a_id, a_dpe, a_dpo, a_cpe, a_cpo, a_ver) u(id, dpe, dpo, cpe, cpo, ver)
   where x.id = any (old_ids) and u.id = x.id and u.ver <> x.version;
  update journal_chain x set seq = u.seq, head = u.head
    from unnest(o_id, o_seq, o_head) u(id, seq, head)
   where x.organization_id = any (o_id) and u.id = x.organization_id and u.seq <> x.seq;
  word := set_config('enable_nestloop', 'on', true);
$writes$ || substr(before, rest);
end $migration$;
