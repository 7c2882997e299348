-- Why: on a hot line waiters cost more than work; few transactions that carry many postings each are the whole secret.
-- This function posts any number of journals in one round trip, each with an answer of its own: one refusal never fails
-- its neighbours. It takes the place of post_journal, which posted one.
-- A million rows: nothing here touches existing rows. Undo: restore post_journal from V202611230141.
--
-- The arguments are columns: one element per journal, per account named, and per leg. leg_journal, leg_debit and
-- leg_credit are positions in the other columns, counted from 1; legs come in the order of their journals. No journal of
-- a batch may depend on another one of it by id or by document: the caller cuts the batch there.
--
-- Order of locks, everywhere: account rows by id, then chain heads by organization, then new accounts by key, then the
-- audit chain. What is decided is decided on copies in memory after the locks; nothing is written for a refused journal.
-- A refusal is an answer, not an error. Errors are left for bugs and for clashes that a retry resolves (40001).

drop function post_journal(jsonb);
drop function keep_journal_refusal(jsonb, jsonb);
drop function journal_answer(uuid, bytea);
drop function journal_content_hash(jsonb);

create function account_key(code text, scope text, fund text, year int, line uuid, document uuid, party text)
returns text language sql immutable as $$
  select code || ':' || case scope
    when 'fund-year' then fund || ':' || year::text
    when 'line' then line::text
    when 'line-document' then line::text || ':' || document::text
    else party end
$$;

create function refused_posting(code text, detail jsonb) returns jsonb language sql immutable as $$
  select jsonb_build_object('outcome', 'refused', 'code', code) || detail
$$;

create function post_journals(
  ids uuid[], contents text[], kinds text[], document_types text[], documents uuid[], actors uuid[], actor_names text[],
  organizations uuid[], corrections uuid[], line_year_only boolean[], into_closed boolean[], repeatable_after text[],
  sticky boolean[], posting_date date,
  account_codes text[], account_lines uuid[], account_documents uuid[], account_parties text[],
  leg_journal int[], leg_effect text[], leg_mode text[], leg_amount bigint[], leg_debit int[], leg_credit int[],
  leg_pending_journal uuid[], leg_pending_seq int[], leg_expires timestamptz[], keep_refusals boolean)
returns text[]
language plpgsql security definer
set search_path = market, pg_temp
set enable_seqscan = off
set enable_nestloop = on
set jit = off
set plan_cache_mode = auto
as $$
declare
  largest constant bigint := 1000000000000000;
  -- 2^53 - 1 in fen: what every client can still count exactly.
  most constant bigint := 9007199254740991;
  this_year constant int := extract(year from posting_date);
  this_month constant int := extract(month from posting_date);
  now_is constant timestamptz := clock_timestamp();
  now_text constant text := to_char(now_is at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US');
  n constant int := cardinality(ids);
  answers text[] := array_fill(null::text, array [n]);
  hit record;
  mine record;
  bound boolean;
  shared boolean;
  many_names boolean := false;
  -- Per account named: what it is, and the copy of its row.
  a_id bigint[]; a_key text[]; a_ledger smallint[]; a_limited boolean[]; a_scope text[]; a_line_known boolean[];
  a_fund text[]; a_year int[]; a_org uuid[]; a_closed boolean[]; a_seen bigint[]; a_first int[];
  a_dpe bigint[]; a_dpo bigint[]; a_cpe bigint[]; a_cpo bigint[]; a_ver bigint[];
  set_aside bigint[] := '{}'; old_ids bigint[] := '{}';
  -- What is kept so far, as it will be written.
  new_legs leg[] := '{}'; kept int := 0; kept_before int;
  new_journals journal[] := '{}'; posted int := 0;
  o_id uuid[]; o_seq bigint[]; o_head bytea[]; orgs uuid[];
  refusal jsonb;
  closed_met boolean := false;
  undone leg;
  p int := 1; d int; c int; i int; q int; main int; o int;
  v_dver bigint; v_cver bigint; v_dbal bigint; v_cbal bigint; v_seq bigint; v_org uuid; v_year int;
  v_head bytea; legs text;
  amount bigint; pending bigint; available bigint; last_amount bigint;
  effect text; mode text; word text;
begin
  -- Planning a dozen statements costs more than a small batch does; a large one must not run on the plan of a small one,
  -- made perhaps when the tables were empty. Lookups by "= any (array)" are index scans whatever the planner believes. Where
  -- what they find is joined to the names, the join is by hash: row by row, thousands of rows that the planner did not
  -- expect would take seconds. Nowhere else: by hash, a single account would be joined to all budget lines.
  word := set_config('plan_cache_mode', case when n > 300 then 'force_custom_plan' else 'force_generic_plan' end, true);

  -- What may happen again to a document after its counterpart (reserved again after a release) has an id per time.
  if array_remove(repeatable_after, null) <> '{}' then
    for hit in
      select u.at, t.times
        from unnest(documents, repeatable_after) with ordinality u(document, after, at)
        join lateral (select count(*) as times from journal j where j.document_id = u.document and j.kind = u.after) t
          on u.after is not null
       where t.times > 0
    loop
      ids[hit.at] := md5(ids[hit.at]::text || ':' || hit.times)::uuid;
    end loop;
  end if;

  -- 1. The accounts that legs name. UNR and AVL of a line that is bound at a node are those of the topmost node. Several
  -- names may mean one account (the account of a fund and year, the node of several lines): the first place counts.
  for attempt in 1 .. 4 loop
    word := set_config('enable_nestloop', 'off', true);
    with line as (
      select b.id, b.fund_code, b.fiscal_year, b.organization_id, b.control_node_id,
             exists (select from closed_year y where y.organization_id = b.organization_id
                        and y.fiscal_year = b.fiscal_year and y.reopened_at is null) as closed
        from budget_line b where b.id = any (account_lines))
    select array_agg(account_key(u.code, k.scope, l.fund_code, l.fiscal_year, u.line, u.document, u.party)
             collate "C" order by u.at),
           array_agg(k.ledger order by u.at), array_agg(k.limited order by u.at), array_agg(k.scope order by u.at),
           array_agg(l.id is not null or k.scope = 'party' order by u.at), array_agg(l.fund_code order by u.at),
           array_agg(l.fiscal_year order by u.at), array_agg(l.organization_id order by u.at),
           array_agg(coalesce(l.closed, false) order by u.at), array_agg(u.at::int order by u.at),
           bool_or(l.control_node_id is not null and u.code in ('B110', 'B200')), bool_or(k.scope = 'fund-year')
      into a_key, a_ledger, a_limited, a_scope, a_line_known, a_fund, a_year, a_org, a_closed, a_first, bound, shared
      from unnest(account_codes, account_lines, account_documents, account_parties)
             with ordinality u(code, line, document, party, at)
      join account_class k on k.code = u.code
      left join line l on l.id = u.line;
    word := set_config('enable_nestloop', 'on', true);
    exit when bound is not true;
    many_names := true;
    select array_agg(case when u.code in ('B110', 'B200') and b.control_node_id is not null
                          then control_root(u.line) else u.line end order by u.at)
      into account_lines
      from unnest(account_codes, account_lines) with ordinality u(code, line, at) left join budget_line b on b.id = u.line;
  end loop;
  if bound then
    raise exception 'budget lines were bound meanwhile' using errcode = 'serialization_failure';
  end if;
  if coalesce(cardinality(a_key), 0) < cardinality(account_codes) then
    raise exception 'an account of an unknown class is named in %', account_codes;
  end if;
  if many_names or shared then
    select array_agg(x.first::int order by x.at) into a_first
      from (select u.at, min(u.at) over (partition by u.key) as first from unnest(a_key) with ordinality u(key, at)) x;
  end if;
  a_id := array_fill(null::bigint, array [coalesce(cardinality(a_key), 0)]);

  -- What a leg resolves names its accounts by itself; those come behind the others.
  if array_remove(leg_pending_journal, null) <> '{}' then
    for hit in
      select u.at, l.debit_account, l.credit_account, l.amount_in_fen, l.expires_at
        from unnest(leg_pending_journal, leg_pending_seq) with ordinality u(journal, seq, at)
        join lateral (select x.* from leg x where x.journal_id = u.journal and x.seq = u.seq offset 0) l
          on l.effect = 'pending'
       order by u.at
    loop
      set_aside[hit.at] := hit.amount_in_fen;
      leg_expires[hit.at] := hit.expires_at;
      for side in 1 .. 2 loop
        select a.*, k.scope, b.organization_id, y.organization_id is not null as year_closed into strict mine
          from account a join account_class k on k.code = a.code
          left join budget_line b on b.id = a.budget_line_id
          left join closed_year y on y.organization_id = b.organization_id and y.fiscal_year = b.fiscal_year
                 and y.reopened_at is null
         where a.id = case side when 1 then hit.debit_account else hit.credit_account end;
        q := array_position(a_key, mine.key);
        if q is null then
          q := coalesce(cardinality(a_key), 0) + 1;
          a_id[q] := null; a_key[q] := mine.key; a_ledger[q] := mine.ledger; a_limited[q] := mine.limited;
          a_scope[q] := mine.scope; a_line_known[q] := true; a_fund[q] := mine.fund_code; a_year[q] := mine.fiscal_year;
          a_org[q] := mine.organization_id; a_closed[q] := mine.year_closed; a_first[q] := q;
          account_codes[q] := mine.code; account_lines[q] := mine.budget_line_id;
          account_documents[q] := mine.document_id; account_parties[q] := mine.party;
        end if;
        if side = 1 then leg_debit[hit.at] := q; else leg_credit[hit.at] := q; end if;
      end loop;
    end loop;
  end if;

  -- 2. Their rows, locked in one order before anything is decided. What has no row yet begins with nothing. (id + 0:
  -- a plan made on an empty table would walk the index of the ids instead of looking up the keys.)
  a_dpe := array_fill(0::bigint, array [cardinality(a_id)]);
  a_dpo := a_dpe; a_cpe := a_dpe; a_cpo := a_dpe; a_ver := a_dpe;
  a_seen := array_fill(-1::bigint, array [cardinality(a_id)]);
  word := set_config('enable_nestloop', 'off', true);
  for hit in
    select u.at, x.id, x.debits_pending, x.debits_posted, x.credits_pending, x.credits_posted, x.version, x.closed
      from (select * from account y where y.key = any (a_key) order by y.id + 0 for no key update) x
      join unnest(a_key, a_first) with ordinality u(key, first, at) on u.key = x.key and u.first = u.at
  loop
    i := hit.at;
    a_id[i] := hit.id;
    old_ids := old_ids || hit.id;
    a_dpe[i] := hit.debits_pending; a_dpo[i] := hit.debits_posted;
    a_cpe[i] := hit.credits_pending; a_cpo[i] := hit.credits_posted;
    a_ver[i] := hit.version; a_seen[i] := hit.version;
    if hit.closed then
      a_closed[i] := true;
    end if;
  end loop;
  word := set_config('enable_nestloop', 'on', true);

  -- The chains of the organizations, locked in one order. An organization's first journal begins its chain.
  orgs := array_remove(organizations || case when array_position(organizations, null) is not null then a_org end, null);
  if n > 300 then
    orgs := array(select distinct x from unnest(orgs) x);
  end if;
  loop
    select array_agg(h.organization_id), array_agg(h.seq), array_agg(h.head) into o_id, o_seq, o_head
      from (select x.* from journal_chain x where x.organization_id = any (orgs)
             order by x.organization_id for no key update) h;
    exit when coalesce(o_id, '{}') @> orgs;
    insert into journal_chain (organization_id, seq, head)
      select x, 0, sha256('') from (select distinct x from unnest(orgs) x order by x) o on conflict do nothing;
  end loop;

  -- 3. What is known about the ids already: their journal, or the refusal they keep for ever.
  for hit in
    select j.id, j.kind, j.content_hash, null::jsonb as answer from journal j where j.id = any (ids)
    union all
    select f.id, f.kind, f.content_hash, f.answer from journal_refusal f where f.id = any (ids)
  loop
    i := array_position(ids, hit.id);
    answers[i] := coalesce(answers[i], case
      when hit.answer is not null then (hit.answer || '{"duplicate": true}')::text
      when hit.content_hash = decode(contents[i], 'hex') then '{"outcome": "posted", "duplicate": true}'
      else refused_posting('exists-with-different-content', jsonb_build_object('kind', hit.kind))::text end);
  end loop;

  -- 4. Journal by journal and leg by leg on the copies; a refusal undoes the legs of its journal before it.
  for j in 1 .. n loop
    refusal := null;
    kept_before := kept;
    main := null;
    last_amount := 0;
    legs := '';
    while leg_journal[p] = j loop
      <<leg>>
      begin
        exit leg when answers[j] is not null or refusal is not null;
        effect := leg_effect[p];
        d := a_first[leg_debit[p]];
        c := a_first[leg_credit[p]];
        if leg_amount[p] not between 1 and largest then
          refusal := refused_posting('amount-out-of-range', jsonb_build_object('requested', leg_amount[p]));
          exit leg;
        end if;
        if d is null then
          refusal := refused_posting('pending-not-found', jsonb_build_object('journal', leg_pending_journal[p]));
          exit leg;
        end if;
        if not (a_line_known[leg_debit[p]] and a_line_known[leg_credit[p]]) then
          refusal := refused_posting('budget-line-not-found', jsonb_build_object('line',
            account_lines[case when a_line_known[leg_debit[p]] then leg_credit[p] else leg_debit[p] end]));
          exit leg;
        end if;
        if a_ledger[d] <> a_ledger[c] then
          raise exception 'leg % of journal % crosses ledgers', p, ids[j];
        end if;
        if main is null then
          main := case when account_lines[d] is null and account_lines[c] is not null then leg_credit[p] else leg_debit[p] end;
          if line_year_only[j] and a_year[main] <> this_year then
            refusal := refused_posting('budget-line-of-another-year', jsonb_build_object('line', account_lines[main],
              'lineName', (select b.name from budget_line b where b.id = account_lines[main]),
              'fiscalYear', a_year[main], 'currentYear', this_year));
            exit leg;
          end if;
          if kinds[j] in ('delivery-accepted', 'payment-instructed') then
            word := other_duty(kinds[j], account_documents[d], actors[j]);
            if word is not null then
              refusal := refused_posting('duties-not-separate', jsonb_build_object('duty', word));
              exit leg;
            end if;
          end if;
        end if;
        if (a_closed[d] or a_closed[c] or a_closed[leg_debit[p]] or a_closed[leg_credit[p]]) and not into_closed[j] then
          q := case when a_closed[d] or a_closed[leg_debit[p]] then leg_debit[p] else leg_credit[p] end;
          refusal := refused_posting('period-closed', jsonb_build_object('line', account_lines[q], 'fiscalYear', a_year[q]));
          closed_met := true;
          exit leg;
        end if;
        available := a_cpo[d] - a_dpo[d] - a_dpe[d];
        if effect in ('posted', 'pending') then
          mode := leg_mode[p];
          amount := case mode
            when 'exactly' then leg_amount[p]
            when 'all' then available
            when 'up-to' then least(leg_amount[p], available)
            when 'the-same' then last_amount
            else leg_amount[p] end;
          if mode = 'rest-of' then
            for x in kept_before + 1 .. kept loop
              if new_legs[x].credit_account = a_id[c] then
                amount := amount - new_legs[x].amount_in_fen;
              end if;
            end loop;
          end if;
          last_amount := amount;
          exit leg when amount = 0;
          if a_limited[d] and amount > available then
            refusal := refused_posting('exceeds-credits', jsonb_build_object('account', account_codes[d],
              'line', account_lines[leg_debit[p]],
              'lineName', (select b.name from budget_line b where b.id = account_lines[leg_debit[p]]),
              'document', account_documents[d], 'party', account_parties[d], 'available', available,
              'requested', amount));
            exit leg;
          end if;
        else
          select r.effect into word from leg r
           where r.pending_journal_id = leg_pending_journal[p] and r.pending_seq = leg_pending_seq[p];
          if found then
            refusal := refused_posting('pending-already-resolved', jsonb_build_object('resolution', word,
              'document', account_documents[d]));
            exit leg;
          end if;
          if effect = 'post' and leg_expires[p] < now_is then
            refusal := refused_posting('pending-expired', jsonb_build_object('expired', leg_expires[p]));
            exit leg;
          end if;
          pending := set_aside[p];
          amount := coalesce(leg_amount[p], pending);
          if amount > pending then
            refusal := refused_posting('exceeds-pending', jsonb_build_object('available', pending, 'requested', amount));
            exit leg;
          end if;
        end if;
        if effect in ('posted', 'post') then
          if a_dpo[d] + amount > most or a_cpo[c] + amount > most then
            refusal := refused_posting('amount-out-of-range', jsonb_build_object('requested', amount));
            exit leg;
          end if;
          a_dpo[d] := a_dpo[d] + amount;
          a_cpo[c] := a_cpo[c] + amount;
        end if;
        if effect <> 'posted' then
          a_dpe[d] := a_dpe[d] + case effect when 'pending' then amount else -pending end;
          a_cpe[c] := a_cpe[c] + case effect when 'pending' then amount else -pending end;
        end if;
        v_dver := a_ver[d] + 1;
        a_ver[d] := v_dver;
        v_cver := a_ver[c] + 1;
        a_ver[c] := v_cver;
        v_dbal := a_cpo[d] - a_dpo[d] - a_dpe[d];
        v_cbal := a_cpo[c] - a_dpo[c] - a_dpe[c];
        if a_id[d] is null then
          a_id[d] := nextval('account_id_seq');
        end if;
        if a_id[c] is null then
          a_id[c] := nextval('account_id_seq');
        end if;
        kept := kept + 1;
        new_legs[kept] := row (ids[j], kept - kept_before, a_id[d], a_id[c], amount, effect, leg_pending_journal[p],
          leg_pending_seq[p], v_dver, v_cver, v_dbal, v_cbal,
          case when effect = 'pending' then leg_expires[p] end)::leg;
        legs := concat_ws(E'\x1f', legs || case when kept > kept_before + 1 then E'\x1e' else '' end || (kept - kept_before),
          a_id[d], a_id[c], amount, effect, coalesce(leg_pending_journal[p]::text, '-'), coalesce(leg_pending_seq[p], 0),
          v_dver, v_cver, v_dbal, v_cbal, case when effect = 'pending' then extract(epoch from leg_expires[p]) end);
      end;
      p := p + 1;
    end loop;
    continue when answers[j] is not null;
    if refusal is not null then
      while kept > kept_before loop
        undone := new_legs[kept];
        d := array_position(a_id, undone.debit_account);
        c := array_position(a_id, undone.credit_account);
        if undone.effect in ('posted', 'post') then
          a_dpo[d] := a_dpo[d] - undone.amount_in_fen;
          a_cpo[c] := a_cpo[c] - undone.amount_in_fen;
        end if;
        if undone.effect <> 'posted' then
          amount := case undone.effect when 'pending' then undone.amount_in_fen else -(
            select u.amount from unnest(leg_pending_journal, leg_pending_seq, set_aside) u(journal, seq, amount)
             where u.journal = undone.pending_journal_id and u.seq = undone.pending_seq limit 1) end;
          a_dpe[d] := a_dpe[d] - amount;
          a_cpe[c] := a_cpe[c] - amount;
        end if;
        a_ver[d] := a_ver[d] - 1;
        a_ver[c] := a_ver[c] - 1;
        kept := kept - 1;
      end loop;
      answers[j] := refusal::text;
      if keep_refusals and sticky[j] and refusal->>'code' = 'exceeds-credits' then
        perform keep_journal_refusal(ids[j], contents[j], kinds[j], document_types[j], documents[j], refusal);
      end if;
    elsif kept = kept_before then
      answers[j] := '{"outcome": "nothing-to-move"}';
    else
      -- The journal takes its place in the chain of its organization.
      v_org := coalesce(organizations[j], a_org[main]);
      v_year := coalesce(a_year[main], this_year);
      o := array_position(o_id, v_org);
      v_seq := o_seq[o] + 1;
      q := case when v_year > this_year then 0 when v_year < this_year then 13 else this_month end;
      v_head := sha256(o_head[o] || convert_to(concat_ws(E'\x1f',
        v_org, v_seq, ids[j], kinds[j], v_year, q, document_types[j], documents[j],
        coalesce(actors[j]::text, '-'), actor_names[j], coalesce(corrections[j]::text, '-'), now_text, contents[j],
        legs), 'UTF8'));
      posted := posted + 1;
      new_journals[posted] := row (ids[j], v_org, v_seq, kinds[j], v_year, q, document_types[j], documents[j], actors[j],
        actor_names[j], corrections[j], now_is, decode(contents[j], 'hex'), o_head[o], v_head)::journal;
      o_head[o] := v_head;
      o_seq[o] := v_seq;
      answers[j] := '{"outcome": "posted", "duplicate": false}';
    end if;
  end loop;
  -- Every statement here sees what has been committed since: a line that was bound while this waited for its lock.
  if closed_met and exists (
      select from unnest(answers) a join budget_line b on b.id = (a::jsonb->>'line')::uuid
       where a::jsonb->>'code' = 'period-closed' and b.control_node_id is not null) then
    raise exception 'a budget line was bound meanwhile' using errcode = 'serialization_failure';
  end if;
  if posted = 0 then
    return answers;
  end if;

  -- 5. Written at once. The row triggers that guard the books against everybody else rest meanwhile.
  word := set_config('market.posting', 'yes', true);
  begin
    insert into account (id, key, code, ledger, fund_code, fiscal_year, budget_line_id, document_id, party, limited, version,
                         debits_pending, debits_posted, credits_pending, credits_posted)
      overriding system value
      select u.id, u.key, u.code, u.ledger, u.fund, u.year, case when u.scope in ('line', 'line-document') then u.line end,
             case when u.scope = 'line-document' then u.document end, u.party, u.limited, u.ver, u.dpe, u.dpo, u.cpe, u.cpo
        from unnest(a_id, a_key, account_codes, a_ledger, a_fund, a_year, account_lines, account_documents, account_parties,
                    a_scope, a_limited, a_ver, a_seen, a_dpe, a_dpo, a_cpe, a_cpo)
          u(id, key, code, ledger, fund, year, line, document, party, scope, limited, ver, seen, dpe, dpo, cpe, cpo)
       where u.seen < 0 and u.ver > 0 order by u.key;
    insert into journal select * from unnest(new_journals);
  exception when unique_violation then
    raise exception 'an account or a journal was made by another transaction meanwhile'
      using errcode = 'serialization_failure';
  end;
  insert into leg select * from unnest(new_legs[:kept]);
  update account x
     set debits_pending = a_dpe[array_position(a_id, x.id)], debits_posted = a_dpo[array_position(a_id, x.id)],
         credits_pending = a_cpe[array_position(a_id, x.id)], credits_posted = a_cpo[array_position(a_id, x.id)],
         version = a_ver[array_position(a_id, x.id)]
   where x.id = any (old_ids) and x.version <> a_ver[array_position(a_id, x.id)];
  update journal_chain x
     set seq = o_seq[array_position(o_id, x.organization_id)], head = o_head[array_position(o_id, x.organization_id)]
   where x.organization_id = any (o_id) and x.seq <> o_seq[array_position(o_id, x.organization_id)];
  word := set_config('market.posting', '', true);
  return answers;
end $$;

-- Keeps a refusal for ever: a machine's late retry must not succeed after a top-up that came too late. Where the
-- refusal rolls a transaction back it is called afterwards, because it must outlive it; a crash in between keeps
-- nothing, and nobody was told anything.
create function keep_journal_refusal(id uuid, content text, kind text, document_type text, document uuid, answer jsonb)
returns void language sql security definer set search_path = market, pg_temp as $$
  insert into journal_refusal (id, content_hash, kind, document_type, document_id, answer)
    select $1, decode($2, 'hex'), $3, $4, $5, $6 where not exists (select from journal j where j.id = $1)
    on conflict (id) do nothing
$$;

-- The triggers of V202611230142 look at every row one by one. The posting function writes legs, balances and chain from
-- the same copies, under locks; for its rows the look is spared, for everybody else's rows it stays.
create or replace function account_moved_with_its_legs() returns trigger
language plpgsql set search_path = market, pg_temp as $$
declare
  before account;
  entries record;
begin
  if tg_op = 'UPDATE' then
    before := old;
    if (new.id, new.key, new.code, new.ledger, new.limited) <> (old.id, old.key, old.code, old.ledger, old.limited)
       or (new.fund_code, new.fiscal_year, new.budget_line_id, new.document_id, new.party)
          is distinct from (old.fund_code, old.fiscal_year, old.budget_line_id, old.document_id, old.party) then
      raise exception 'account % is renamed', old.key using errcode = 'integrity_constraint_violation';
    end if;
  else
    before.version := 0; before.debits_pending := 0; before.debits_posted := 0;
    before.credits_pending := 0; before.credits_posted := 0;
  end if;
  select count(*) as n, coalesce(sum(debits_pending), 0) as dpe, coalesce(sum(debits_posted), 0) as dpo,
         coalesce(sum(credits_pending), 0) as cpe, coalesce(sum(credits_posted), 0) as cpo
    into entries
    from account_entry where account_id = new.id and version > before.version and version <= new.version;
  if (entries.n, entries.dpe, entries.dpo, entries.cpe, entries.cpo) <> (
       new.version - before.version, new.debits_pending - before.debits_pending, new.debits_posted - before.debits_posted,
       new.credits_pending - before.credits_pending, new.credits_posted - before.credits_posted) then
    raise exception 'account % moved without legs that say so', new.key using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

drop trigger journal_has_legs on journal;
create constraint trigger journal_has_legs after insert on journal deferrable initially deferred for each row
  when (current_setting('market.posting', true) is distinct from 'yes') execute function journal_has_legs();
drop trigger leg_moved_its_accounts on leg;
create constraint trigger leg_moved_its_accounts after insert on leg deferrable initially deferred for each row
  when (current_setting('market.posting', true) is distinct from 'yes') execute function leg_moved_its_accounts();
drop trigger account_moved_with_its_legs on account;
create constraint trigger account_moved_with_its_legs after insert or update on account
  deferrable initially deferred for each row
  when (current_setting('market.posting', true) is distinct from 'yes') execute function account_moved_with_its_legs();

do $$
declare
  posting constant regprocedure := (select oid from pg_proc where proname = 'post_journals' and pronamespace = 'market'::regnamespace);
  keeping constant regprocedure := (select oid from pg_proc where proname = 'keep_journal_refusal' and pronamespace = 'market'::regnamespace);
begin
  execute format('revoke all on function %s from public', posting);
  execute format('revoke all on function %s from public', keeping);
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    execute format('grant execute on function %s to "${appRole}"', posting);
    execute format('grant execute on function %s to "${appRole}"', keeping);
    revoke insert, update, delete, truncate on closed_year from "${appRole}";
  end if;
end $$;
