-- Why: a posting is one round trip: lock, check, write and chain in one function, so that no client can tear it.
-- The application may call it and read the tables; it may write none of them itself.
-- A million rows: nothing here touches existing rows. Undo: drop the functions.
--
-- Order of locks, everywhere: rows of missing accounts by key, account rows by id, then the chain head, then the audit chain.
-- A refusal is an answer, not an error: nothing was written when it is given. Errors are left for bugs and for clashes
-- that a retry resolves (40001).

create function journal_content_hash(request jsonb) returns bytea language sql immutable as $$
  select sha256(convert_to((request - 'actor' - 'actorName' - 'on' - 'sticky')::text, 'UTF8'))
$$;

create function leg_text(l leg) returns text language sql stable as $$
  select concat_ws(E'\x1f', l.seq, l.debit_account, l.credit_account, l.amount_in_fen, l.effect,
    coalesce(l.pending_journal_id::text, '-'), coalesce(l.pending_seq, 0), l.debit_version, l.credit_version,
    l.debit_balance_after, l.credit_balance_after)
$$;

create function journal_hash(j journal, legs text) returns bytea language sql stable as $$
  select sha256(j.previous_hash || convert_to(concat_ws(E'\x1f',
    j.organization_id, j.seq, j.id, j.kind, j.posting_year, j.posting_period, j.document_type, j.document_id,
    coalesce(j.actor_id::text, '-'), j.actor_name, coalesce(j.corrects::text, '-'),
    to_char(j.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), encode(j.content_hash, 'hex'), legs), 'UTF8'))
$$;

-- What is known about an id already: its journal, or the refusal it keeps for ever; null when it is new.
create function journal_answer(wanted uuid, content bytea) returns jsonb language plpgsql stable as $$
declare
  known journal;
  refused journal_refusal;
begin
  select * into known from journal where id = wanted;
  if found then
    if known.content_hash <> content then
      return jsonb_build_object('outcome', 'refused', 'code', 'exists-with-different-content', 'kind', known.kind);
    end if;
    return jsonb_build_object('outcome', 'posted', 'duplicate', true,
      'organization', known.organization_id, 'seq', known.seq);
  end if;
  select * into refused from journal_refusal where id = wanted;
  if found then
    return refused.answer || jsonb_build_object('duplicate', true);
  end if;
  return null;
end $$;

-- Who has done what for an order (invariant I12): requester, receiver and payer, as the journals name them.
create view order_duty as
  select a.document_id as order_id, case j.kind when 'delivery-accepted' then 'receiver' else 'payer' end as duty,
         j.actor_id, j.id as journal_id
    from journal j
    join leg l on l.journal_id = j.id and l.seq = 1
    join account a on a.id = l.debit_account
   where j.kind in ('delivery-accepted', 'payment-instructed') and j.actor_id is not null
  union all
  select promise.document_id, 'requester', request.actor_id, request.id
    from journal promise
    join leg l on l.journal_id = promise.id and l.seq = 1
    join account a on a.id = l.debit_account
    join journal request on request.document_id = a.document_id and request.kind = 'requisition-reserved'
   where promise.kind in ('order-encumbered', 'order-encumbered-above-estimate') and request.actor_id is not null;

-- The other duty that this person has had in the purchase, or null.
create function other_duty(journal_kind text, purchase uuid, person uuid) returns text language plpgsql stable as $$
declare
  mine constant text := case journal_kind when 'delivery-accepted' then 'receiver' when 'payment-instructed' then 'payer' end;
begin
  if mine is null or person is null then
    return null;
  end if;
  return (
    select case
      when exists (
        select from journal promise
          join leg l on l.journal_id = promise.id and l.seq = 1
          join account a on a.id = l.debit_account
          join journal request on request.document_id = a.document_id and request.kind = 'requisition-reserved'
         where promise.document_id = purchase and request.actor_id = person
           and promise.kind in ('order-encumbered', 'order-encumbered-above-estimate'))
      then 'requester'
      else (
        select case j.kind when 'delivery-accepted' then 'receiver' else 'payer' end
          from account a
          join leg l on l.debit_account = a.id
          join journal j on j.id = l.journal_id
         where a.document_id = purchase and a.code in ('B220', 'B230') and j.actor_id = person
           and j.kind in ('delivery-accepted', 'payment-instructed') and j.kind <> journal_kind
         limit 1) end);
end $$;

create function post_journal(request jsonb) returns jsonb
language plpgsql security definer set search_path = market, pg_temp as $$
declare
  journal_id uuid := (request->>'id')::uuid;
  times bigint;
  content constant bytea := journal_content_hash(request);
  posting_date constant date := (request->>'on')::date;
  largest constant bigint := 1000000000000000;
  answer jsonb;
  body jsonb;
  side jsonb;
  class account_class;
  line budget_line;
  main_line budget_line;
  wanted account[] := '{}';
  keys text[] := '{}';
  draft leg;
  drafts leg[] := '{}';
  debit_keys text[] := '{}';
  credit_keys text[] := '{}';
  amounts bigint[] := '{}';
  modes text[] := '{}';
  pending leg;
  pending_amounts bigint[] := '{}';
  ids bigint[] := '{}';
  held account[];
  account_id bigint;
  account_key text;
  kept leg[] := '{}';
  amount bigint;
  available bigint;
  found_text text;
  d int;
  c int;
  new_journal journal;
begin
  -- What may happen again to a document after its counterpart (reserved again after a release) has an id per time.
  if request ? 'repeatableAfter' then
    select count(*) into times from journal j
     where j.document_id = (request->>'documentId')::uuid and j.kind = request->>'repeatableAfter';
    if times > 0 then
      journal_id := md5(journal_id::text || ':' || times)::uuid;
    end if;
  end if;
  answer := journal_answer(journal_id, content);
  if answer is not null then
    return answer;
  end if;

  -- 1. The legs, and the accounts they name. A leg that resolves another takes that one's accounts.
  for body in select value from jsonb_array_elements(request->'legs') loop
    draft := null;
    draft.seq := cardinality(drafts) + 1;
    draft.effect := body->>'effect';
    amounts[draft.seq] := (body->>'amount')::bigint;
    modes[draft.seq] := body->>'mode';
    if amounts[draft.seq] not between 1 and largest then
      return jsonb_build_object('outcome', 'refused', 'code', 'amount-out-of-range', 'requested', amounts[draft.seq]);
    end if;
    if draft.effect in ('post', 'void') then
      select * into pending from leg l
       where l.journal_id = (body->>'journal')::uuid and l.seq = (body->>'seq')::int and l.effect = 'pending';
      if not found then
        return jsonb_build_object('outcome', 'refused', 'code', 'pending-not-found', 'journal', body->'journal');
      end if;
      draft.pending_journal_id := pending.journal_id;
      draft.pending_seq := pending.seq;
      draft.debit_account := pending.debit_account;
      draft.credit_account := pending.credit_account;
      pending_amounts[draft.seq] := pending.amount_in_fen;
      ids := ids || pending.debit_account || pending.credit_account;
    else
      for i in 1 .. 2 loop
        side := body->case i when 1 then 'debit' else 'credit' end;
        select * into strict class from account_class k where k.code = side->>'code';
        if line.id is distinct from (side->>'line')::uuid then
          select * into line from budget_line b where b.id = (side->>'line')::uuid;
          if not found then
            return jsonb_build_object('outcome', 'refused', 'code', 'budget-line-not-found', 'line', side->'line');
          end if;
        end if;
        if main_line.id is null then
          main_line := line;
        end if;
        account_key := class.code || ':' || case class.scope
          when 'fund-year' then line.fund_code || ':' || line.fiscal_year::text
          when 'line' then line.id::text
          else line.id::text || ':' || (side->>'document') end;
        if i = 1 then
          debit_keys[draft.seq] := account_key;
        else
          credit_keys[draft.seq] := account_key;
        end if;
        if account_key <> all (keys) then
          keys := keys || account_key;
          wanted := wanted || row (null, account_key, class.code, class.ledger, line.fund_code, line.fiscal_year,
            case when class.scope <> 'fund-year' then line.id end,
            case when class.scope = 'line-document' then (side->>'document')::uuid end,
            class.limited, 0, 0, 0, 0, 0)::account;
        end if;
      end loop;
    end if;
    drafts := drafts || draft;
  end loop;
  if (request->>'currentYearOnly')::boolean and main_line.fiscal_year <> extract(year from posting_date) then
    return jsonb_build_object('outcome', 'refused', 'code', 'budget-line-of-another-year', 'line', main_line.id,
      'lineName', main_line.name, 'fiscalYear', main_line.fiscal_year,
      'currentYear', extract(year from posting_date)::int);
  end if;

  -- 2. Accounts that do not exist yet are made, in the order of their keys.
  foreach account_key in array (select coalesce(array_agg(k order by k), '{}') from unnest(keys) k) loop
    select a.id into account_id from account a where a.key = account_key;
    if not found then
      d := array_position(keys, account_key);
      insert into account (key, code, ledger, fund_code, fiscal_year, budget_line_id, document_id, limited)
        values (account_key, wanted[d].code, wanted[d].ledger, wanted[d].fund_code, wanted[d].fiscal_year,
                wanted[d].budget_line_id, wanted[d].document_id, wanted[d].limited)
        on conflict (key) do nothing returning id into account_id;
      if account_id is null then
        select a.id into strict account_id from account a where a.key = account_key;
      end if;
    end if;
    ids := ids || account_id;
  end loop;

  -- 3. Their rows, locked in one order before anything is decided; then the id again, for who came first meanwhile.
  select array_agg(a), array_agg(a.id), array_agg(a.key) into held, ids, keys
    from (select * from account x where x.id = any (ids) order by x.id for no key update) a;
  answer := journal_answer(journal_id, content);
  if answer is not null then
    return answer;
  end if;
  if main_line.id is null then
    select * into main_line from budget_line b where b.id = held[1].budget_line_id;
  end if;

  -- 4. Leg by leg on the copies: a refusal at any leg leaves nothing behind.
  foreach draft in array drafts loop
    d := coalesce(array_position(ids, draft.debit_account), array_position(keys, debit_keys[draft.seq]));
    c := coalesce(array_position(ids, draft.credit_account), array_position(keys, credit_keys[draft.seq]));
    if held[d].ledger <> held[c].ledger then
      raise exception 'leg % of journal % crosses ledgers', draft.seq, journal_id;
    end if;
    if draft.seq = 1 then
      found_text := other_duty(request->>'kind', held[d].document_id, (request->>'actor')::uuid);
      if found_text is not null then
        return jsonb_build_object('outcome', 'refused', 'code', 'duties-not-separate', 'duty', found_text);
      end if;
    end if;
    available := held[d].credits_posted - held[d].debits_posted - held[d].debits_pending;
    if draft.effect in ('post', 'void') then
      select r.effect into found_text from leg r
       where r.pending_journal_id = draft.pending_journal_id and r.pending_seq = draft.pending_seq;
      if found then
        return jsonb_build_object('outcome', 'refused', 'code', 'pending-already-resolved', 'resolution', found_text,
          'document', held[d].document_id);
      end if;
      amount := coalesce(amounts[draft.seq], pending_amounts[draft.seq]);
      if amount > pending_amounts[draft.seq] then
        return jsonb_build_object('outcome', 'refused', 'code', 'exceeds-pending',
          'available', pending_amounts[draft.seq], 'requested', amount);
      end if;
      held[d].debits_pending := held[d].debits_pending - pending_amounts[draft.seq];
      held[c].credits_pending := held[c].credits_pending - pending_amounts[draft.seq];
    else
      amount := case modes[draft.seq]
        when 'all' then available
        when 'up-to' then least(amounts[draft.seq], available)
        when 'rest-of' then amounts[draft.seq] - coalesce(
          (select sum(k.amount_in_fen) from unnest(kept) k where k.credit_account = ids[c]), 0)
        else amounts[draft.seq] end;
      continue when amount = 0;
      if held[d].limited and amount > available then
        return jsonb_build_object('outcome', 'refused', 'code', 'exceeds-credits', 'account', held[d].code,
          'line', held[d].budget_line_id,
          'lineName', (select b.name from budget_line b where b.id = held[d].budget_line_id),
          'document', held[d].document_id, 'available', available, 'requested', amount);
      end if;
    end if;
    if draft.effect = 'pending' then
      held[d].debits_pending := held[d].debits_pending + amount;
      held[c].credits_pending := held[c].credits_pending + amount;
    elsif draft.effect <> 'void' then
      held[d].debits_posted := held[d].debits_posted + amount;
      held[c].credits_posted := held[c].credits_posted + amount;
    end if;
    held[d].version := held[d].version + 1;
    held[c].version := held[c].version + 1;
    draft.journal_id := journal_id;
    draft.seq := cardinality(kept) + 1;
    draft.debit_account := ids[d];
    draft.credit_account := ids[c];
    draft.amount_in_fen := amount;
    draft.debit_version := held[d].version;
    draft.credit_version := held[c].version;
    draft.debit_balance_after := held[d].credits_posted - held[d].debits_posted - held[d].debits_pending;
    draft.credit_balance_after := held[c].credits_posted - held[c].debits_posted - held[c].debits_pending;
    kept := kept || draft;
  end loop;
  if cardinality(kept) = 0 then
    return jsonb_build_object('outcome', 'nothing-to-move');
  end if;

  -- 5. Written at once: journal, legs, balances, head of the chain.
  new_journal.id := journal_id;
  new_journal.organization_id := coalesce((request->>'organization')::uuid, main_line.organization_id);
  new_journal.kind := request->>'kind';
  new_journal.posting_year := coalesce(main_line.fiscal_year, extract(year from posting_date));
  new_journal.posting_period := case
    when new_journal.posting_year > extract(year from posting_date) then 0
    when new_journal.posting_year < extract(year from posting_date) then 13
    else extract(month from posting_date) end;
  new_journal.document_type := request->>'documentType';
  new_journal.document_id := (request->>'documentId')::uuid;
  new_journal.actor_id := (request->>'actor')::uuid;
  new_journal.actor_name := request->>'actorName';
  new_journal.corrects := (request->>'corrects')::uuid;
  new_journal.posted_at := clock_timestamp();
  new_journal.content_hash := content;
  select h.seq + 1, h.head into new_journal.seq, new_journal.previous_hash
    from journal_chain h where h.organization_id = new_journal.organization_id for no key update;
  if not found then
    insert into journal_chain (organization_id, seq, head) values (new_journal.organization_id, 0, sha256(''))
      on conflict do nothing;
    select h.seq + 1, h.head into strict new_journal.seq, new_journal.previous_hash
      from journal_chain h where h.organization_id = new_journal.organization_id for no key update;
  end if;
  new_journal.hash := journal_hash(new_journal, (select string_agg(leg_text(l), E'\x1e' order by l.seq) from unnest(kept) l));
  insert into journal values (new_journal.*) on conflict (id) do nothing;
  if not found then
    raise exception 'journal % was posted by another transaction meanwhile', journal_id
      using errcode = 'serialization_failure';
  end if;
  insert into leg select l.* from unnest(kept) l;
  for i in 1 .. cardinality(ids) loop
    update account a
       set debits_pending = held[i].debits_pending, debits_posted = held[i].debits_posted,
           credits_pending = held[i].credits_pending, credits_posted = held[i].credits_posted, version = held[i].version
     where a.id = ids[i] and a.version <> held[i].version;
  end loop;
  update journal_chain h set seq = new_journal.seq, head = new_journal.hash
   where h.organization_id = new_journal.organization_id;
  return jsonb_build_object('outcome', 'posted', 'duplicate', false,
    'organization', new_journal.organization_id, 'seq', new_journal.seq);
end $$;

-- Keeps a refusal for ever. Called after the refused transaction was rolled back, because the refusal must outlive it;
-- a crash in between keeps nothing, and nobody was told anything.
create function keep_journal_refusal(request jsonb, answer jsonb) returns void
language sql security definer set search_path = market, pg_temp as $$
  insert into journal_refusal (id, content_hash, kind, document_type, document_id, answer)
    select (request->>'id')::uuid, journal_content_hash(request), request->>'kind', request->>'documentType',
           (request->>'documentId')::uuid, answer
     where not exists (select from journal where id = (request->>'id')::uuid)
    on conflict (id) do nothing
$$;

revoke all on function post_journal(jsonb), keep_journal_refusal(jsonb, jsonb) from public;
do $$
begin
  if '${appRole}' <> current_user and exists (select from pg_roles where rolname = '${appRole}') then
    revoke insert, update, delete, truncate on journal, leg, account, journal_chain, journal_refusal from "${appRole}";
    revoke insert, update, delete, truncate on fund, account_class from "${appRole}";
    revoke delete, truncate on budget_line from "${appRole}";
    revoke update, delete, truncate on audit_entry from "${appRole}";
    grant execute on function post_journal(jsonb), keep_journal_refusal(jsonb, jsonb) to "${appRole}";
  end if;
end $$;
