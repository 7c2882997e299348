-- How money is posted: post_journals, and what it answers with.

create or replace function refused_posting(code text, detail jsonb) returns jsonb language sql immutable as $$
  select jsonb_build_object('outcome', 'refused', 'code', code) || detail
$$;

-- Keeps a refusal for ever: a machine's late retry must not succeed after a top-up that came too late. Where the
-- refusal rolls a transaction back it is called afterwards, because it must outlive it; a crash in between keeps
-- nothing, and nobody was told anything.
create or replace function keep_journal_refusal(id uuid, content text, kind text, document_type text, document uuid, answer jsonb)
returns void language sql security definer set search_path = market, pg_temp as $$
  insert into journal_refusal (id, content_hash, kind, document_type, document_id, answer)
    select $1, decode($2, 'hex'), $3, $4, $5, $6 where not exists (select from journal j where j.id = $1)
    on conflict (id) do nothing
$$;

-- A posting is one round trip: lock, check, write and chain in one function, so that no client can tear it. On a hot
-- line waiters cost more than work, so it posts any number of journals at once, each with an answer of its own: one
-- refusal never fails its neighbours. The application may call it and read the tables; it writes none of them itself.
--
-- The arguments are columns: one element per journal, per account named, and per leg. leg_journal, leg_debit and
-- leg_credit are positions in the other columns, counted from 1; legs come in the order of their journals. No journal
-- of a batch may depend on another one of it by id or by document: the caller cuts the batch there.
--
-- Sections: PLANS, IDS, ACCOUNTS NAMED, ACCOUNTS OF PENDING LEGS, LOCKS, DUPLICATES, DECISIONS, WRITING, SUMS.
-- Order of locks, everywhere: account rows by id, then chain heads by organization, then new accounts by key, then the
-- sums of lines, then the audit chain. What is decided is decided on copies in memory after the locks; nothing is
-- written for a refused journal. A refusal is an answer, not an error. Errors are left for bugs and for clashes that a
-- retry resolves (40001).
create or replace function post_journals(
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
  largest_leg constant bigint := 1000000000000000;
  -- 2^53 - 1 in fen: what every client can still count exactly.
  largest_sum constant bigint := 9007199254740991;
  this_year constant int := extract(year from posting_date);
  this_month constant int := extract(month from posting_date);
  moment constant timestamptz := clock_timestamp();
  moment_in_words constant text := to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US');
  journals_given constant int := cardinality(ids);
  answers text[] := array_fill(null::text, array [journals_given]);
  found_row record;
  pending_account record;
  any_bound boolean; any_shared boolean; several_names boolean := false; closed_met boolean := false;
  -- Per account named: what it is, where it was named first, and the copy of its row.
  account_ids bigint[]; account_keys text[]; account_ledgers smallint[]; account_limited boolean[]; account_scopes text[];
  account_known boolean[]; account_funds text[]; account_years int[]; account_organizations uuid[];
  account_closed boolean[]; first_place int[];
  pending_debits bigint[]; posted_debits bigint[]; pending_credits bigint[]; posted_credits bigint[]; versions bigint[];
  pending_debits_before bigint[]; posted_debits_before bigint[]; pending_credits_before bigint[];
  posted_credits_before bigint[]; versions_before bigint[];
  amounts_set_aside bigint[] := '{}'; locked_ids bigint[] := '{}';
  -- What is kept so far, as it will be written.
  new_legs leg[] := '{}'; legs_kept int := 0; legs_kept_before int;
  new_journals journal[] := '{}'; journals_kept int := 0;
  chain_organizations uuid[]; chain_seqs bigint[]; chain_heads bytea[]; chains_wanted uuid[];
  refusal jsonb; undone leg;
  -- Places in the columns: the leg at hand, its accounts as named and where those were named first, the journal's first.
  this_leg int := 1; named_debit int; named_credit int; debit int; credit int; main_account int; place int; chain int;
  debit_version_now bigint; credit_version_now bigint; debit_balance bigint; credit_balance bigint;
  organization uuid; year int; period int; new_seq bigint; new_head bytea; legs_in_words text;
  amount bigint; pending bigint; available bigint; last_amount bigint;
  effect text; mode text; answer_found text; unused text;
begin
  -- PLANS. Planning a dozen statements costs more than a small batch does; a large one must not run on the plan of a
  -- small one, made perhaps when the tables were empty. Lookups by "= any (array)" are index scans whatever the planner
  -- believes. Where what they find is joined to the names, the join is by hash: row by row, thousands of rows that the
  -- planner did not expect would take seconds. Nowhere else: by hash, a single account would be joined to all budget
  -- lines.
  unused := set_config('plan_cache_mode',
    case when journals_given > 300 then 'force_custom_plan' else 'force_generic_plan' end, true);

  -- IDS. What may happen again to a document after its counterpart (reserved again after a release) has an id per time.
  if array_remove(repeatable_after, null) <> '{}' then
    for found_row in
      select u.at, t.times
        from unnest(documents, repeatable_after) with ordinality u(document, after, at)
        join lateral (select count(*) as times from journal j where j.document_id = u.document and j.kind = u.after) t
          on u.after is not null
       where t.times > 0
    loop
      ids[found_row.at] := md5(ids[found_row.at]::text || ':' || found_row.times)::uuid;
    end loop;
  end if;

  -- ACCOUNTS NAMED by legs. UNR and AVL of a line that is bound at a node are those of the topmost node. Several names may
  -- mean one account (the account of a fund and year, the node of several lines): the first place counts.
  for attempt in 1 .. 4 loop
    unused := set_config('enable_nestloop', 'off', true);
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
      into account_keys, account_ledgers, account_limited, account_scopes, account_known, account_funds, account_years,
           account_organizations, account_closed, first_place, any_bound, any_shared
      from unnest(account_codes, account_lines, account_documents, account_parties)
             with ordinality u(code, line, document, party, at)
      join account_class k on k.code = u.code
      left join line l on l.id = u.line;
    unused := set_config('enable_nestloop', 'on', true);
    exit when any_bound is not true;
    several_names := true;
    select array_agg(case when u.code in ('B110', 'B200') and b.control_node_id is not null
                          then control_root(u.line) else u.line end order by u.at)
      into account_lines
      from unnest(account_codes, account_lines) with ordinality u(code, line, at) left join budget_line b on b.id = u.line;
  end loop;
  if any_bound then
    raise exception 'budget lines were bound meanwhile' using errcode = 'serialization_failure';
  end if;
  if coalesce(cardinality(account_keys), 0) < cardinality(account_codes) then
    raise exception 'an account of an unknown class is named in %', account_codes;
  end if;
  if several_names or any_shared then
    select array_agg(x.first::int order by x.at) into first_place
      from (select u.at, min(u.at) over (partition by u.key) as first from unnest(account_keys) with ordinality u(key, at)) x;
  end if;
  account_ids := array_fill(null::bigint, array [coalesce(cardinality(account_keys), 0)]);

  -- ACCOUNTS OF PENDING LEGS. What a leg resolves names its accounts by itself; those come behind the others.
  if array_remove(leg_pending_journal, null) <> '{}' then
    for found_row in
      select u.at, l.debit_account, l.credit_account, l.amount_in_fen, l.expires_at
        from unnest(leg_pending_journal, leg_pending_seq) with ordinality u(journal, seq, at)
        join lateral (select x.* from leg x where x.journal_id = u.journal and x.seq = u.seq offset 0) l
          on l.effect = 'pending'
       order by u.at
    loop
      amounts_set_aside[found_row.at] := found_row.amount_in_fen;
      leg_expires[found_row.at] := found_row.expires_at;
      for side in 1 .. 2 loop
        select a.*, k.scope, b.organization_id, y.organization_id is not null as year_closed
          into strict pending_account
          from account a join account_class k on k.code = a.code
          left join budget_line b on b.id = a.budget_line_id
          left join closed_year y on y.organization_id = b.organization_id and y.fiscal_year = b.fiscal_year
                 and y.reopened_at is null
         where a.id = case side when 1 then found_row.debit_account else found_row.credit_account end;
        place := array_position(account_keys, pending_account.key);
        if place is null then
          place := coalesce(cardinality(account_keys), 0) + 1;
          account_ids[place] := null; account_keys[place] := pending_account.key; account_known[place] := true;
          account_ledgers[place] := pending_account.ledger; account_limited[place] := pending_account.limited;
          account_scopes[place] := pending_account.scope; account_funds[place] := pending_account.fund_code;
          account_years[place] := pending_account.fiscal_year; account_closed[place] := pending_account.year_closed;
          account_organizations[place] := pending_account.organization_id; first_place[place] := place;
          account_codes[place] := pending_account.code; account_lines[place] := pending_account.budget_line_id;
          account_documents[place] := pending_account.document_id; account_parties[place] := pending_account.party;
        end if;
        if side = 1 then leg_debit[found_row.at] := place; else leg_credit[found_row.at] := place; end if;
      end loop;
    end loop;
  end if;

  -- LOCKS, in one order, before anything is decided: first the rows of the accounts. What has no row yet begins with
  -- nothing. (id + 0: a plan made on an empty table would walk the index of the ids instead of looking up the keys.)
  pending_debits := array_fill(0::bigint, array [cardinality(account_ids)]);
  posted_debits := pending_debits; pending_credits := pending_debits; posted_credits := pending_debits;
  versions := pending_debits;
  versions_before := array_fill(-1::bigint, array [cardinality(account_ids)]);
  unused := set_config('enable_nestloop', 'off', true);
  for found_row in
    select u.at, x.id, x.debits_pending, x.debits_posted, x.credits_pending, x.credits_posted, x.version, x.closed
      from (select * from account y where y.key = any (account_keys) order by y.id + 0 for no key update) x
      join unnest(account_keys, first_place) with ordinality u(key, first, at) on u.key = x.key and u.first = u.at
  loop
    place := found_row.at;
    account_ids[place] := found_row.id;
    locked_ids := locked_ids || found_row.id;
    pending_debits[place] := found_row.debits_pending; posted_debits[place] := found_row.debits_posted;
    pending_credits[place] := found_row.credits_pending; posted_credits[place] := found_row.credits_posted;
    versions[place] := found_row.version; versions_before[place] := found_row.version;
    if found_row.closed then
      account_closed[place] := true;
    end if;
  end loop;
  unused := set_config('enable_nestloop', 'on', true);
  pending_debits_before := pending_debits; posted_debits_before := posted_debits;
  pending_credits_before := pending_credits; posted_credits_before := posted_credits;

  -- Then the chains of the organizations. An organization's first journal begins its chain.
  chains_wanted := array_remove(organizations ||
    case when array_position(organizations, null) is not null then account_organizations end, null);
  if journals_given > 300 then
    chains_wanted := array(select distinct x from unnest(chains_wanted) x);
  end if;
  loop
    select array_agg(h.organization_id), array_agg(h.seq), array_agg(h.head)
      into chain_organizations, chain_seqs, chain_heads
      from (select x.* from journal_chain x where x.organization_id = any (chains_wanted)
             order by x.organization_id for no key update) h;
    exit when coalesce(chain_organizations, '{}') @> chains_wanted;
    insert into journal_chain (organization_id, seq, head)
      select x, 0, sha256('') from (select distinct x from unnest(chains_wanted) x order by x) o on conflict do nothing;
  end loop;

  -- DUPLICATES. What is known about the ids already: their journal, or the refusal they keep for ever.
  for found_row in
    select j.id, j.kind, j.content_hash, null::jsonb as answer from journal j where j.id = any (ids)
    union all
    select f.id, f.kind, f.content_hash, f.answer from journal_refusal f where f.id = any (ids)
  loop
    place := array_position(ids, found_row.id);
    answers[place] := coalesce(answers[place], case
      when found_row.answer is not null then (found_row.answer || '{"duplicate": true}')::text
      when found_row.content_hash = decode(contents[place], 'hex') then '{"outcome": "posted", "duplicate": true}'
      else refused_posting('exists-with-different-content', jsonb_build_object('kind', found_row.kind))::text end);
  end loop;

  -- DECISIONS. Journal by journal and leg by leg on the copies; a refusal undoes the legs of its journal before it.
  for this_journal in 1 .. journals_given loop
    refusal := null;
    legs_kept_before := legs_kept;
    main_account := null;
    last_amount := 0;
    legs_in_words := '';
    while leg_journal[this_leg] = this_journal loop
      <<leg>>
      begin
        exit leg when answers[this_journal] is not null or refusal is not null;
        effect := leg_effect[this_leg];
        named_debit := leg_debit[this_leg];
        named_credit := leg_credit[this_leg];
        debit := first_place[named_debit];
        credit := first_place[named_credit];
        if leg_amount[this_leg] not between 1 and largest_leg then
          refusal := refused_posting('amount-out-of-range', jsonb_build_object('requested', leg_amount[this_leg]));
          exit leg;
        end if;
        if debit is null then
          refusal := refused_posting('pending-not-found', jsonb_build_object('journal', leg_pending_journal[this_leg]));
          exit leg;
        end if;
        if not (account_known[named_debit] and account_known[named_credit]) then
          refusal := refused_posting('budget-line-not-found', jsonb_build_object('line',
            account_lines[case when account_known[named_debit] then named_credit else named_debit end]));
          exit leg;
        end if;
        if account_ledgers[debit] <> account_ledgers[credit] then
          raise exception 'leg % of journal % crosses ledgers', this_leg, ids[this_journal];
        end if;
        if main_account is null then
          main_account := case
            when account_lines[debit] is null and account_lines[credit] is not null then named_credit else named_debit end;
          if line_year_only[this_journal] and account_years[main_account] <> this_year then
            refusal := refused_posting('budget-line-of-another-year', jsonb_build_object(
              'line', account_lines[main_account],
              'lineName', (select b.name from budget_line b where b.id = account_lines[main_account]),
              'fiscalYear', account_years[main_account], 'currentYear', this_year));
            exit leg;
          end if;
          if kinds[this_journal] in ('delivery-accepted', 'payment-instructed') then
            answer_found := other_duty(kinds[this_journal], account_documents[debit], actors[this_journal]);
            if answer_found is not null then
              refusal := refused_posting('duties-not-separate', jsonb_build_object('duty', answer_found));
              exit leg;
            end if;
          end if;
        end if;
        if not into_closed[this_journal] and (account_closed[debit] or account_closed[credit]
             or account_closed[named_debit] or account_closed[named_credit]) then
          place := case when account_closed[debit] or account_closed[named_debit] then named_debit else named_credit end;
          refusal := refused_posting('period-closed', jsonb_build_object(
            'line', account_lines[place], 'fiscalYear', account_years[place]));
          closed_met := true;
          exit leg;
        end if;
        available := posted_credits[debit] - posted_debits[debit] - pending_debits[debit];
        if effect in ('posted', 'pending') then
          mode := leg_mode[this_leg];
          amount := case mode
            when 'exactly' then leg_amount[this_leg]
            when 'all' then available
            when 'up-to' then least(leg_amount[this_leg], available)
            when 'the-same' then last_amount
            else leg_amount[this_leg] end;
          if mode = 'rest-of' then
            for x in legs_kept_before + 1 .. legs_kept loop
              if new_legs[x].credit_account = account_ids[credit] then
                amount := amount - new_legs[x].amount_in_fen;
              end if;
            end loop;
          end if;
          last_amount := amount;
          exit leg when amount = 0;
          if account_limited[debit] and amount > available then
            refusal := refused_posting('exceeds-credits', jsonb_build_object('account', account_codes[debit],
              'line', account_lines[named_debit],
              'lineName', (select b.name from budget_line b where b.id = account_lines[named_debit]),
              'document', account_documents[debit], 'party', account_parties[debit], 'available', available,
              'requested', amount));
            exit leg;
          end if;
        else
          select r.effect into answer_found from leg r
           where r.pending_journal_id = leg_pending_journal[this_leg] and r.pending_seq = leg_pending_seq[this_leg];
          if found then
            refusal := refused_posting('pending-already-resolved', jsonb_build_object('resolution', answer_found,
              'document', account_documents[debit]));
            exit leg;
          end if;
          if effect = 'post' and leg_expires[this_leg] < moment then
            refusal := refused_posting('pending-expired', jsonb_build_object('expired', leg_expires[this_leg]));
            exit leg;
          end if;
          pending := amounts_set_aside[this_leg];
          amount := coalesce(leg_amount[this_leg], pending);
          if amount > pending then
            refusal := refused_posting('exceeds-pending', jsonb_build_object('available', pending, 'requested', amount));
            exit leg;
          end if;
        end if;
        if effect in ('posted', 'post') then
          if posted_debits[debit] + amount > largest_sum or posted_credits[credit] + amount > largest_sum then
            refusal := refused_posting('amount-out-of-range', jsonb_build_object('requested', amount));
            exit leg;
          end if;
          posted_debits[debit] := posted_debits[debit] + amount;
          posted_credits[credit] := posted_credits[credit] + amount;
        end if;
        if effect <> 'posted' then
          pending_debits[debit] := pending_debits[debit] + case effect when 'pending' then amount else -pending end;
          pending_credits[credit] := pending_credits[credit] + case effect when 'pending' then amount else -pending end;
        end if;
        debit_version_now := versions[debit] + 1;
        versions[debit] := debit_version_now;
        credit_version_now := versions[credit] + 1;
        versions[credit] := credit_version_now;
        debit_balance := posted_credits[debit] - posted_debits[debit] - pending_debits[debit];
        credit_balance := posted_credits[credit] - posted_debits[credit] - pending_debits[credit];
        if account_ids[debit] is null then
          account_ids[debit] := nextval('account_id_seq');
        end if;
        if account_ids[credit] is null then
          account_ids[credit] := nextval('account_id_seq');
        end if;
        legs_kept := legs_kept + 1;
        new_legs[legs_kept] := row (ids[this_journal], legs_kept - legs_kept_before, account_ids[debit], account_ids[credit],
          amount, effect, leg_pending_journal[this_leg], leg_pending_seq[this_leg], debit_version_now, credit_version_now,
          debit_balance, credit_balance, case when effect = 'pending' then leg_expires[this_leg] end)::leg;
        -- The words of leg_text, without a call for each leg.
        legs_in_words := concat_ws(E'\x1f', legs_in_words ||
            case when legs_kept > legs_kept_before + 1 then E'\x1e' else '' end || (legs_kept - legs_kept_before),
          account_ids[debit], account_ids[credit], amount, effect, coalesce(leg_pending_journal[this_leg]::text, '-'),
          coalesce(leg_pending_seq[this_leg], 0), debit_version_now, credit_version_now, debit_balance, credit_balance,
          case when effect = 'pending' then extract(epoch from leg_expires[this_leg]) end);
      end;
      this_leg := this_leg + 1;
    end loop;
    continue when answers[this_journal] is not null;
    if refusal is not null then
      while legs_kept > legs_kept_before loop
        undone := new_legs[legs_kept];
        debit := array_position(account_ids, undone.debit_account);
        credit := array_position(account_ids, undone.credit_account);
        if undone.effect in ('posted', 'post') then
          posted_debits[debit] := posted_debits[debit] - undone.amount_in_fen;
          posted_credits[credit] := posted_credits[credit] - undone.amount_in_fen;
        end if;
        if undone.effect <> 'posted' then
          amount := case undone.effect when 'pending' then undone.amount_in_fen else -(
            select u.amount from unnest(leg_pending_journal, leg_pending_seq, amounts_set_aside) u(journal, seq, amount)
             where u.journal = undone.pending_journal_id and u.seq = undone.pending_seq limit 1) end;
          pending_debits[debit] := pending_debits[debit] - amount;
          pending_credits[credit] := pending_credits[credit] - amount;
        end if;
        versions[debit] := versions[debit] - 1;
        versions[credit] := versions[credit] - 1;
        legs_kept := legs_kept - 1;
      end loop;
      answers[this_journal] := refusal::text;
      if keep_refusals and sticky[this_journal] and refusal->>'code' = 'exceeds-credits' then
        perform keep_journal_refusal(ids[this_journal], contents[this_journal], kinds[this_journal],
          document_types[this_journal], documents[this_journal], refusal);
      end if;
    elsif legs_kept = legs_kept_before then
      answers[this_journal] := '{"outcome": "nothing-to-move"}';
    else
      -- The journal takes its place in the chain of its organization.
      organization := coalesce(organizations[this_journal], account_organizations[main_account]);
      year := coalesce(account_years[main_account], this_year);
      chain := array_position(chain_organizations, organization);
      new_seq := chain_seqs[chain] + 1;
      period := case when year > this_year then 0 when year < this_year then 13 else this_month end;
      new_head := sha256(chain_heads[chain] || convert_to(concat_ws(E'\x1f',
        organization, new_seq, ids[this_journal], kinds[this_journal], year, period, document_types[this_journal],
        documents[this_journal], coalesce(actors[this_journal]::text, '-'), actor_names[this_journal],
        coalesce(corrections[this_journal]::text, '-'), moment_in_words, contents[this_journal], legs_in_words), 'UTF8'));
      journals_kept := journals_kept + 1;
      new_journals[journals_kept] := row (ids[this_journal], organization, new_seq, kinds[this_journal], year, period,
        document_types[this_journal], documents[this_journal], actors[this_journal], actor_names[this_journal],
        corrections[this_journal], moment, decode(contents[this_journal], 'hex'), chain_heads[chain], new_head)::journal;
      chain_heads[chain] := new_head;
      chain_seqs[chain] := new_seq;
      answers[this_journal] := '{"outcome": "posted", "duplicate": false}';
    end if;
  end loop;

  -- Every statement here sees what has been committed since: a line that was bound while this waited for its lock.
  if closed_met and exists (
      select from unnest(answers) a join budget_line b on b.id = (a::jsonb->>'line')::uuid
       where a::jsonb->>'code' = 'period-closed' and b.control_node_id is not null) then
    raise exception 'a budget line was bound meanwhile' using errcode = 'serialization_failure';
  end if;
  if journals_kept = 0 then
    return answers;
  end if;

  -- WRITING, at once. The row triggers that guard the books against everybody else rest meanwhile.
  unused := set_config('market.posting', 'yes', true);
  begin
    insert into account (id, key, code, ledger, fund_code, fiscal_year, budget_line_id, document_id, party, limited, version,
                         debits_pending, debits_posted, credits_pending, credits_posted)
      overriding system value
      select u.id, u.key, u.code, u.ledger, u.fund, u.year, case when u.scope in ('line', 'line-document') then u.line end,
             case when u.scope = 'line-document' then u.document end, u.party, u.limited, u.version,
             u.debits_pending, u.debits_posted, u.credits_pending, u.credits_posted
        from unnest(account_ids, account_keys, account_codes, account_ledgers, account_funds, account_years, account_lines,
                    account_documents, account_parties, account_scopes, account_limited, versions, versions_before,
                    pending_debits, posted_debits, pending_credits, posted_credits)
          u(id, key, code, ledger, fund, year, line, document, party, scope, limited, version, version_before,
            debits_pending, debits_posted, credits_pending, credits_posted)
       where u.version_before < 0 and u.version > 0 order by u.key;
    insert into journal select * from unnest(new_journals);
  exception when unique_violation then
    raise exception 'an account or a journal was made by another transaction meanwhile'
      using errcode = 'serialization_failure';
  end;
  insert into leg select * from unnest(new_legs[:legs_kept]);
  unused := set_config('enable_nestloop', 'off', true);
  update account x
     set debits_pending = u.debits_pending, debits_posted = u.debits_posted, credits_pending = u.credits_pending,
         credits_posted = u.credits_posted, version = u.version
    from unnest(account_ids, pending_debits, posted_debits, pending_credits, posted_credits, versions)
      u(id, debits_pending, debits_posted, credits_pending, credits_posted, version)
   where x.id = any (locked_ids) and u.id = x.id and u.version <> x.version;
  update journal_chain x set seq = u.seq, head = u.head
    from unnest(chain_organizations, chain_seqs, chain_heads) u(id, seq, head)
   where x.organization_id = any (chain_organizations) and u.id = x.organization_id and u.seq <> x.seq;

  -- SUMS of the lines, in one order, after every other lock.
  insert into line_balance as b
      (budget_line_id, code, debits_pending, debits_posted, credits_pending, credits_posted, last_posted_at)
    select u.line, u.code, sum(u.debits_pending), sum(u.debits_posted), sum(u.credits_pending), sum(u.credits_posted),
           clock_timestamp()
      from (select x.line, x.code, x.a - x.a_before as debits_pending, x.b - x.b_before as debits_posted,
                   x.c - x.c_before as credits_pending, x.d - x.d_before as credits_posted
              from unnest(account_lines, account_codes, account_scopes,
                          pending_debits, posted_debits, pending_credits, posted_credits, pending_debits_before,
                          posted_debits_before, pending_credits_before, posted_credits_before)
                     x(line, code, scope, a, b, c, d, a_before, b_before, c_before, d_before)
             where x.scope in ('line', 'line-document')) u
     where (u.debits_pending, u.debits_posted, u.credits_pending, u.credits_posted) <> (0, 0, 0, 0)
     group by u.line, u.code order by u.line, u.code
    on conflict on constraint line_balance_pkey do update
       set debits_pending = b.debits_pending + excluded.debits_pending,
           debits_posted = b.debits_posted + excluded.debits_posted,
           credits_pending = b.credits_pending + excluded.credits_pending,
           credits_posted = b.credits_posted + excluded.credits_posted,
           last_posted_at = excluded.last_posted_at;
  if account_codes && array ['B220', 'B225', 'B230', 'B240'] then
    insert into line_month as m (budget_line_id, period, committed_in_fen, spent_in_fen)
      select u.line, u.at_period, sum(u.fen), coalesce(sum(u.fen) filter (where u.code = 'B240'), 0)
        from (with promise as materialized (
                select x.id, x.line, x.code from unnest(account_ids, account_lines, account_codes) x(id, line, code)
                 where x.id is not null and x.code in ('B220', 'B225', 'B230', 'B240')),
              moved as materialized (
                select g.debit_account, g.credit_account, g.amount_in_fen, j.posting_period::smallint as at_period
                  from unnest(new_legs[:legs_kept]) g join unnest(new_journals) j on j.id = g.journal_id
                 where g.effect in ('posted', 'post'))
              select a.line, a.code, v.at_period, v.amount_in_fen as fen from moved v join promise a on a.id = v.credit_account
              union all
              select a.line, a.code, v.at_period, -v.amount_in_fen from moved v join promise a on a.id = v.debit_account) u
       group by u.line, u.at_period
      having sum(u.fen) <> 0 or coalesce(sum(u.fen) filter (where u.code = 'B240'), 0) <> 0
       order by u.line, u.at_period
      on conflict on constraint line_month_pkey do update
         set committed_in_fen = m.committed_in_fen + excluded.committed_in_fen,
             spent_in_fen = m.spent_in_fen + excluded.spent_in_fen;
  end if;
  unused := set_config('enable_nestloop', 'on', true);
  unused := set_config('market.posting', '', true);
  return answers;
end $$;
