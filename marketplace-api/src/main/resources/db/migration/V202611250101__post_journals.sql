-- Why: on a hot line waiters cost more than work; few transactions that carry many postings each are the whole secret.
-- This function posts any number of journals in one round trip, each with an answer of its own: one refusal never fails
-- its neighbours. It takes the place of post_journal, which posted one.
-- A million rows: nothing here touches existing rows. Undo: restore post_journal from V202611230141.
--
-- The arguments are columns: one element per journal, per account named, and per leg. leg_journal, leg_debit and
-- leg_credit are positions in the other columns, counted from 1; legs come in the order of their journals. No journal of
-- a batch may depend on another one of it by id or by document: the caller cuts the batch there.
--
-- Order of locks, everywhere: account rows by id, then new accounts by key, then chain heads by organization, then the
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
returns jsonb[]
language plpgsql security definer
set search_path = market, pg_temp
set enable_seqscan = off
set jit = off
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
  m constant int := cardinality(leg_journal);
  answers jsonb[] := array_fill(null::jsonb, array [n]);
  times bigint[];
  hit record;
  mine record;
  -- Per account named: what it is, and the copy of its row.
  a_id bigint[]; a_key text[]; a_ledger smallint[]; a_limited boolean[]; a_scope text[]; a_line_known boolean[];
  a_fund text[]; a_year int[]; a_org uuid[]; a_closed boolean[]; a_new boolean[]; a_seen bigint[];
  a_first bigint[];
  a_dpe bigint[]; a_dpo bigint[]; a_cpe bigint[]; a_cpo bigint[]; a_ver bigint[];
  -- Per leg that is kept.
  k_journal uuid[] := '{}'; k_seq int[] := '{}'; k_debit int[] := '{}'; k_credit int[] := '{}'; k_amount bigint[] := '{}';
  k_effect text[] := '{}'; k_pending_journal uuid[] := '{}'; k_pending_seq int[] := '{}'; k_expires timestamptz[] := '{}';
  k_dver bigint[] := '{}'; k_cver bigint[] := '{}'; k_dbal bigint[] := '{}'; k_cbal bigint[] := '{}';
  k_freed bigint[] := '{}';
  set_aside bigint[] := '{}';
  kept int := 0;
  kept_before int;
  -- Per journal that is posted.
  j_at int[] := '{}'; j_org uuid[] := '{}'; j_year int[] := '{}'; j_period int[] := '{}'; j_legs text[] := '{}';
  j_seq bigint[]; j_previous bytea[]; j_hash bytea[]; j_chain int[];
  posted int := 0;
  o_id uuid[]; o_seq bigint[]; o_head bytea[];
  refusal jsonb;
  p int := 1; d int; c int; i int; q int; main int; o int;
  v_dpe bigint; v_dpo bigint; v_cpe bigint; v_cpo bigint; v_dver bigint; v_cver bigint; v_cbal bigint; v_seq bigint;
  v_head bytea; legs text;
  amount bigint; pending bigint; available bigint; last_amount bigint;
  effect text; mode text; word text;
  written int;
begin
  if cardinality(contents) <> n or (select count(distinct x) from unnest(ids) x) <> n then
    raise exception 'a batch names % journals with other contents or twice', n;
  end if;

  -- What may happen again to a document after its counterpart (reserved again after a release) has an id per time.
  if array_remove(repeatable_after, null) <> '{}' then
    select array_agg(case when t.times > 0 then md5(u.id::text || ':' || t.times)::uuid else u.id end order by u.at)
      into ids
      from unnest(ids, documents, repeatable_after) with ordinality u(id, document, after, at)
      left join lateral (
        select count(*) as times from journal j where j.document_id = u.document and j.kind = u.after) t
        on u.after is not null;
  end if;

  -- 1. The accounts that legs name. Several lines name one account where it belongs to a fund and year: its first place
  -- counts. What a leg resolves names its accounts by itself; those come behind the others.
  select array_agg(a.id order by x.at), array_agg(x.key order by x.at), array_agg(x.ledger order by x.at),
         array_agg(x.limited order by x.at), array_agg(x.scope order by x.at),
         array_agg(x.line_id is not null or x.scope = 'party' order by x.at), array_agg(x.fund_code order by x.at),
         array_agg(x.fiscal_year order by x.at), array_agg(x.organization_id order by x.at),
         array_agg(y.organization_id is not null order by x.at), array_agg(a.id is null order by x.at),
         array_agg(x.first order by x.at)
    into a_id, a_key, a_ledger, a_limited, a_scope, a_line_known, a_fund, a_year, a_org, a_closed, a_new, a_first
    from (
      select named.*, min(named.at) over (partition by named.key) as first
        from (
          select u.*, k.ledger, k.limited, k.scope, b.id as line_id, b.fund_code, b.fiscal_year, b.organization_id,
                 account_key(u.code, k.scope, b.fund_code, b.fiscal_year, u.line, u.document, u.party) collate "C" as key
            from unnest(account_codes, account_lines, account_documents, account_parties)
                   with ordinality u(code, line, document, party, at)
            join account_class k on k.code = u.code
            left join lateral (select line.* from budget_line line where line.id = u.line offset 0) b on true) named) x
    left join closed_year y on y.organization_id = x.organization_id and y.fiscal_year = x.fiscal_year
           and y.reopened_at is null
    left join lateral (select known.id from account known where known.key = x.key offset 0) a on true;
  if array_remove(leg_pending_journal, null) <> '{}' then
    for hit in
      select u.at, l.debit_account, l.credit_account, l.amount_in_fen, l.expires_at
        from unnest(leg_pending_journal, leg_pending_seq) with ordinality u(journal, seq, at)
        join leg l on l.journal_id = u.journal and l.seq = u.seq and l.effect = 'pending'
       order by u.at
    loop
      set_aside[hit.at] := hit.amount_in_fen;
      leg_expires[hit.at] := hit.expires_at;
      for side in 1 .. 2 loop
        q := array_position(a_id, case side when 1 then hit.debit_account else hit.credit_account end);
        if q is null then
          q := coalesce(cardinality(a_id), 0) + 1;
          select a.*, k.scope, b.organization_id, y.organization_id is not null as year_closed into strict mine
            from account a join account_class k on k.code = a.code
            left join budget_line b on b.id = a.budget_line_id
            left join closed_year y on y.organization_id = b.organization_id and y.fiscal_year = b.fiscal_year
                   and y.reopened_at is null
           where a.id = case side when 1 then hit.debit_account else hit.credit_account end;
          a_id[q] := mine.id; a_key[q] := mine.key; a_ledger[q] := mine.ledger; a_limited[q] := mine.limited;
          a_scope[q] := mine.scope; a_line_known[q] := true; a_fund[q] := mine.fund_code; a_year[q] := mine.fiscal_year;
          a_org[q] := mine.organization_id; a_closed[q] := mine.year_closed; a_new[q] := false; a_first[q] := q;
          account_codes[q] := mine.code; account_lines[q] := mine.budget_line_id;
          account_documents[q] := mine.document_id; account_parties[q] := mine.party;
        end if;
        if side = 1 then leg_debit[hit.at] := q; else leg_credit[hit.at] := q; end if;
      end loop;
    end loop;
  end if;
  if cardinality(a_id) < cardinality(account_codes) then
    raise exception 'an account of an unknown class is named in %', account_codes;
  end if;
  a_dpe := array_fill(0::bigint, array [coalesce(cardinality(a_id), 0)]);
  a_dpo := a_dpe; a_cpe := a_dpe; a_cpo := a_dpe; a_ver := a_dpe;

  -- 2. Their rows, locked in one order before anything is decided.
  for hit in
    select u.at, x.debits_pending, x.debits_posted, x.credits_pending, x.credits_posted, x.version, x.closed
      from unnest(a_id, a_first) with ordinality u(id, first, at) join account x on x.id = u.id
     where u.first = u.at
     order by x.id for no key update of x
  loop
    i := hit.at;
    a_dpe[i] := hit.debits_pending; a_dpo[i] := hit.debits_posted;
    a_cpe[i] := hit.credits_pending; a_cpo[i] := hit.credits_posted;
    a_ver[i] := hit.version;
    if hit.closed then
      a_closed[i] := true;
    end if;
  end loop;
  a_seen := a_ver;

  -- 3. What is known about the ids already: their journal, or the refusal they keep for ever.
  for hit in
    select u.at, j.kind, j.content_hash, j.organization_id, j.seq, u.content
      from unnest(ids, contents) with ordinality u(id, content, at) join journal j on j.id = u.id
  loop
    answers[hit.at] := case
      when hit.content_hash = decode(hit.content, 'hex')
      then jsonb_build_object('outcome', 'posted', 'duplicate', true, 'organization', hit.organization_id, 'seq', hit.seq)
      else refused_posting('exists-with-different-content', jsonb_build_object('kind', hit.kind)) end;
  end loop;
  for hit in
    select u.at, f.answer from unnest(ids) with ordinality u(id, at) join journal_refusal f on f.id = u.id
  loop
    answers[hit.at] := coalesce(answers[hit.at], hit.answer || jsonb_build_object('duplicate', true));
  end loop;

  -- 4. Journal by journal and leg by leg on the copies; a refusal undoes the legs of its journal before it.
  for j in 1 .. n loop
    refusal := null;
    kept_before := kept;
    main := null;
    last_amount := 0;
    legs := '';
    while p <= m and leg_journal[p] = j loop
      if answers[j] is null and refusal is null then
        effect := leg_effect[p];
        mode := leg_mode[p];
        d := a_first[leg_debit[p]];
        c := a_first[leg_credit[p]];
        <<leg>>
        begin
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
            exit leg;
          end if;
          available := a_cpo[d] - a_dpo[d] - a_dpe[d];
          if effect in ('post', 'void') then
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
          else
            pending := 0;
            if mode = 'exactly' then
              amount := leg_amount[p];
            elsif mode = 'all' then
              amount := available;
            elsif mode = 'up-to' then
              amount := least(leg_amount[p], available);
            elsif mode = 'the-same' then
              amount := last_amount;
            else
              amount := leg_amount[p];
              for x in kept_before + 1 .. kept loop
                if k_credit[x] = c then
                  amount := amount - k_amount[x];
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
          end if;
          v_dpe := a_dpe[d] - pending;
          v_cpe := a_cpe[c] - pending;
          v_dpo := a_dpo[d];
          v_cpo := a_cpo[c];
          if effect = 'pending' then
            v_dpe := v_dpe + amount;
            v_cpe := v_cpe + amount;
          elsif effect <> 'void' then
            v_dpo := v_dpo + amount;
            v_cpo := v_cpo + amount;
            if v_dpo > most or v_cpo > most then
              refusal := refused_posting('amount-out-of-range', jsonb_build_object('requested', amount));
              exit leg;
            end if;
          end if;
          v_dver := a_ver[d] + 1;
          v_cver := a_ver[c] + 1;
          a_dpe[d] := v_dpe; a_dpo[d] := v_dpo; a_ver[d] := v_dver;
          a_cpe[c] := v_cpe; a_cpo[c] := v_cpo; a_ver[c] := v_cver;
          kept := kept + 1;
          k_journal[kept] := ids[j];
          k_seq[kept] := kept - kept_before;
          k_debit[kept] := d;
          k_credit[kept] := c;
          k_amount[kept] := amount;
          k_effect[kept] := effect;
          k_freed[kept] := pending;
          k_pending_journal[kept] := leg_pending_journal[p];
          k_pending_seq[kept] := leg_pending_seq[p];
          k_expires[kept] := case when effect = 'pending' then leg_expires[p] end;
          k_dver[kept] := v_dver;
          k_cver[kept] := v_cver;
          available := a_cpo[d] - v_dpo - v_dpe;
          k_dbal[kept] := available;
          v_cbal := v_cpo - a_dpo[c] - a_dpe[c];
          k_cbal[kept] := v_cbal;
          if a_id[d] is null then
            a_id[d] := nextval('account_id_seq');
          end if;
          if a_id[c] is null then
            a_id[c] := nextval('account_id_seq');
          end if;
          legs := legs || case when kept > kept_before + 1 then E'\x1e' else '' end
            || concat_ws(E'\x1f', kept - kept_before, a_id[d], a_id[c], amount, effect,
                 coalesce(leg_pending_journal[p]::text, '-'), coalesce(leg_pending_seq[p], 0), v_dver, v_cver,
                 available, v_cbal, case when effect = 'pending' then extract(epoch from leg_expires[p]) end);
        end;
      end if;
      p := p + 1;
    end loop;
    continue when answers[j] is not null;
    if refusal is not null then
      while kept > kept_before loop
        d := k_debit[kept];
        c := k_credit[kept];
        v_dver := a_ver[d] - 1;
        v_cver := a_ver[c] - 1;
        v_dpe := a_dpe[d] + k_freed[kept];
        v_cpe := a_cpe[c] + k_freed[kept];
        v_dpo := a_dpo[d];
        v_cpo := a_cpo[c];
        if k_effect[kept] = 'pending' then
          v_dpe := v_dpe - k_amount[kept];
          v_cpe := v_cpe - k_amount[kept];
        elsif k_effect[kept] <> 'void' then
          v_dpo := v_dpo - k_amount[kept];
          v_cpo := v_cpo - k_amount[kept];
        end if;
        a_dpe[d] := v_dpe; a_dpo[d] := v_dpo; a_ver[d] := v_dver;
        a_cpe[c] := v_cpe; a_cpo[c] := v_cpo; a_ver[c] := v_cver;
        kept := kept - 1;
      end loop;
      answers[j] := refusal;
      if keep_refusals and sticky[j] and refusal->>'code' = 'exceeds-credits' then
        perform keep_journal_refusal(ids[j], contents[j], kinds[j], document_types[j], documents[j], refusal);
      end if;
    elsif kept = kept_before then
      answers[j] := jsonb_build_object('outcome', 'nothing-to-move');
    else
      posted := posted + 1;
      j_at[posted] := j;
      j_org[posted] := coalesce(organizations[j], a_org[main]);
      j_year[posted] := coalesce(a_year[main], this_year);
      j_period[posted] := case
        when j_year[posted] > this_year then 0
        when j_year[posted] < this_year then 13
        else this_month end;
      j_legs[posted] := legs;
    end if;
  end loop;
  if posted = 0 then
    return answers;
  end if;

  -- 5. The chains of the organizations, locked in one order; each journal takes its place in its chain.
  insert into journal_chain (organization_id, seq, head)
    select x, 0, sha256('') from (select distinct x from unnest(j_org) x order by x) o
     where not exists (select from journal_chain h where h.organization_id = x) on conflict do nothing;
  select array_agg(h.organization_id), array_agg(h.seq), array_agg(h.head) into o_id, o_seq, o_head
    from (select x.* from (select distinct u.id from unnest(j_org) u(id)) w join journal_chain x on x.organization_id = w.id
           order by x.organization_id for no key update of x) h;
  select array_agg(r.place order by r.at) into j_chain
    from (select u.at, dense_rank() over (order by u.id) as place from unnest(j_org) with ordinality u(id, at)) r;
  for x in 1 .. posted loop
    o := j_chain[x];
    i := j_at[x];
    v_seq := o_seq[o] + 1;
    v_head := o_head[o];
    j_seq[x] := v_seq;
    j_previous[x] := v_head;
    v_head := sha256(v_head || convert_to(concat_ws(E'\x1f',
      j_org[x], v_seq, ids[i], kinds[i], j_year[x], j_period[x], document_types[i], documents[i],
      coalesce(actors[i]::text, '-'), actor_names[i], coalesce(corrections[i]::text, '-'), now_text, contents[i],
      j_legs[x]), 'UTF8'));
    j_hash[x] := v_head;
    o_head[o] := v_head;
    o_seq[o] := v_seq;
    answers[i] := jsonb_build_object('outcome', 'posted', 'duplicate', false, 'organization', j_org[x], 'seq', v_seq);
  end loop;

  -- 6. Written at once. The row triggers that guard the books against everybody else rest meanwhile.
  perform set_config('market.posting', 'yes', true);
  insert into account (id, key, code, ledger, fund_code, fiscal_year, budget_line_id, document_id, party, limited, version,
                       debits_pending, debits_posted, credits_pending, credits_posted)
    overriding system value
    select u.id, u.key, u.code, u.ledger, u.fund, u.year, case when u.scope in ('line', 'line-document') then u.line end,
           case when u.scope = 'line-document' then u.document end, u.party, u.limited, u.ver, u.dpe, u.dpo, u.cpe, u.cpo
      from unnest(a_id, a_key, account_codes, a_ledger, a_fund, a_year, account_lines, account_documents, account_parties,
                  a_scope, a_limited, a_ver, a_dpe, a_dpo, a_cpe, a_cpo, a_new)
        u(id, key, code, ledger, fund, year, line, document, party, scope, limited, ver, dpe, dpo, cpe, cpo, fresh)
     where u.fresh and u.ver > 0 order by u.key
    on conflict (key) do nothing;
  get diagnostics written = row_count;
  if written <> (select count(*) from unnest(a_new, a_ver) u(fresh, ver) where u.fresh and u.ver > 0) then
    raise exception 'an account was made by another transaction meanwhile' using errcode = 'serialization_failure';
  end if;
  insert into journal (id, organization_id, seq, kind, posting_year, posting_period, document_type, document_id, actor_id,
                       actor_name, corrects, posted_at, content_hash, previous_hash, hash)
    select ids[u.at], u.org, u.seq, kinds[u.at], u.year, u.period, document_types[u.at], documents[u.at], actors[u.at],
           actor_names[u.at], corrections[u.at], now_is, decode(contents[u.at], 'hex'), u.previous, u.hash
      from unnest(j_at, j_org, j_seq, j_year, j_period, j_previous, j_hash) u(at, org, seq, year, period, previous, hash)
    on conflict (id) do nothing;
  get diagnostics written = row_count;
  if written <> posted then
    raise exception 'a journal was posted by another transaction meanwhile' using errcode = 'serialization_failure';
  end if;
  insert into leg (journal_id, seq, debit_account, credit_account, amount_in_fen, effect, pending_journal_id, pending_seq,
                   debit_version, credit_version, debit_balance_after, credit_balance_after, expires_at)
    select u.journal, u.seq, a_id[u.debit], a_id[u.credit], u.amount, u.effect, u.pending_journal, u.pending_seq,
           u.dver, u.cver, u.dbal, u.cbal, u.expires
      from unnest(k_journal[:kept], k_seq[:kept], k_debit[:kept], k_credit[:kept], k_amount[:kept], k_effect[:kept],
                  k_pending_journal[:kept], k_pending_seq[:kept], k_dver[:kept], k_cver[:kept], k_dbal[:kept],
                  k_cbal[:kept], k_expires[:kept])
        u(journal, seq, debit, credit, amount, effect, pending_journal, pending_seq, dver, cver, dbal, cbal, expires);
  for x in 1 .. cardinality(a_id) loop
    if not a_new[x] and a_ver[x] <> a_seen[x] then
      update account set debits_pending = a_dpe[x], debits_posted = a_dpo[x], credits_pending = a_cpe[x],
                         credits_posted = a_cpo[x], version = a_ver[x]
       where id = a_id[x];
    end if;
  end loop;
  for x in 1 .. cardinality(o_id) loop
    update journal_chain set seq = o_seq[x], head = o_head[x] where organization_id = o_id[x];
  end loop;
  perform set_config('market.posting', '', true);
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
