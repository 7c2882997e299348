package org.ziyuan.marketplace.ledger.invariant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.HashChain;
import org.ziyuan.marketplace.audit.Invariant;

/** What must be true of journals and their legs, by every way they are written. */
@Configuration(proxyBeanMethods = false)
class JournalInvariants {

    /** I1: a journal has legs, and what is debited in a ledger is credited in it. */
    @Bean
    Invariant journalsBalance(DatabaseClient database) {
        return Invariant.contradictedBy(database, "journals-balance", """
                select case when j.id is null then 'leg ' || l.journal_id || '/' || l.first else 'journal ' || j.id end as row_name,
                       case when j.id is null then 'belongs to no journal'
                         else 'has ' || coalesce(l.legs, 0) || ' legs, the last numbered ' || coalesce(l.last, 0) end as why
                  from journal j
                  full join (select journal_id, count(*) as legs, min(seq) as first, max(seq) as last
                               from leg group by journal_id) l on l.journal_id = j.id
                 where j.id is null or l.legs is null or l.last <> l.legs
                union all
                select 'leg ' || l.journal_id || '/' || l.seq, 'names an account that is not there, or two ledgers'
                  from leg l left join account d on d.id = l.debit_account left join account c on c.id = l.credit_account
                 where d.ledger is null or d.ledger is distinct from c.ledger
                union all
                select 'ledger ' || ledger, 'debits ' || sum(debits_posted) || ' and credits ' || sum(credits_posted) || ' fen'
                  from account group by ledger
                having sum(debits_posted) <> sum(credits_posted) or sum(debits_pending) <> sum(credits_pending)
                """);
    }

    /** I6: what was set aside is completed or given back once, for no more than was set aside. */
    @Bean
    Invariant pendingResolvesOnce(DatabaseClient database) {
        return Invariant.contradictedBy(database, "pending-resolves-once", """
                select 'leg ' || r.journal_id || '/' || r.seq as row_name,
                       'does not resolve leg ' || r.pending_journal_id || '/' || r.pending_seq || ' as that one stands' as why
                  from leg r
                  left join leg p on p.journal_id = r.pending_journal_id and p.seq = r.pending_seq and p.effect = 'pending'
                 where r.effect in ('post', 'void')
                   and (p.journal_id is null or r.amount_in_fen > p.amount_in_fen
                        or (r.debit_account, r.credit_account) <> (p.debit_account, p.credit_account))
                union all
                select 'leg ' || pending_journal_id || '/' || pending_seq, 'is resolved ' || count(*) || ' times'
                  from leg where pending_journal_id is not null
                 group by pending_journal_id, pending_seq having count(*) > 1
                """);
    }

    @Bean
    HashChain journalChains() {
        return new HashChain("journal", "journal_chain", "journal", "organization_id", "posted_at");
    }

    /** I8: no journal or leg was edited, removed, inserted or reordered since it was written. */
    @Bean
    Invariant journalChain(DatabaseClient database) {
        return Invariant.contradictedBy(database, "journal-chain", """
                (select 'journal ' || j.id as row_name, 'was altered: its hash is not that of its content' as why
                   from journal j left join (
                     select l.journal_id, string_agg(leg_text(l), E'\\x1e' order by l.seq) as legs from leg l group by 1) w
                     on w.journal_id = j.id
                  where j.hash is distinct from journal_hash(j, w.legs)
                  order by j.organization_id, j.seq)
                union all
                (select 'journal ' || id, 'does not follow the journal before it'
                   from (select id, organization_id, seq, previous_hash, row_number() over chain as expected_seq,
                                lag(hash, 1, sha256('')) over chain as expected_previous
                           from journal window chain as (partition by organization_id order by seq)) linked
                  where previous_hash <> expected_previous or seq <> expected_seq
                  order by organization_id, seq)
                union all
                select 'journal_chain ' || c.organization_id, 'its head is not the last journal'
                  from journal_chain c
                 where not exists (
                   select from (select j.seq, j.hash from journal j where j.organization_id = c.organization_id
                                 order by j.seq desc limit 1) last
                    where last.seq = c.seq and last.hash = c.head)
                union all
                select 'journal_chain ' || j.organization_id, 'is missing'
                  from journal j left join journal_chain c using (organization_id)
                 where c.organization_id is null group by j.organization_id
                """);
    }

    /** I11: no leg but those of the posting table: nothing is owed without acceptance, nothing paid that is not owed. */
    @Bean
    Invariant postingsAreKnown(DatabaseClient database) {
        return Invariant.contradictedBy(database, "postings-are-known", """
                select 'leg ' || l.journal_id || '/' || l.seq as row_name,
                       j.kind || ' moves ' || d.code || ' to ' || c.code || ' (' || l.effect || ')' as why
                  from leg l
                  join journal j on j.id = l.journal_id
                  join account d on d.id = l.debit_account
                  join account c on c.id = l.credit_account
                 where not exists (
                   select from posting_rule r
                    where (r.kind, r.debit_code, r.credit_code, r.effect) = (j.kind, d.code, c.code, l.effect))
                 order by j.organization_id, j.seq, l.seq
                """);
    }

    /** I12: requester, receiver and payer of a purchase are three people. */
    @Bean
    Invariant dutiesAreSeparate(DatabaseClient database) {
        return Invariant.contradictedBy(database, "duties-are-separate", """
                select 'journal ' || min(journal_id::text) as row_name,
                       'person ' || actor_id || ' was ' || string_agg(distinct duty, ' and ' order by duty)
                       || ' of order ' || order_id as why
                  from order_duty group by order_id, actor_id having count(distinct duty) > 1 order by order_id
                """);
    }

    /** I5: an id that was refused for ever was not posted as well. */
    @Bean
    Invariant refusalsStay(DatabaseClient database) {
        return Invariant.contradictedBy(database, "refusals-stay", """
                select 'journal ' || j.id as row_name, 'was posted, and refused with ' || (r.answer->>'code') as why
                  from journal_refusal r join journal j on j.id = r.id order by j.id
                """);
    }
}
