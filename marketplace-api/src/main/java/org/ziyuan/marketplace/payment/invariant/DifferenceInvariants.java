package org.ziyuan.marketplace.payment.invariant;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identifier.WrittenIdentifiers;

/** What providers say against payments stands in the books or on a list, and no two payments are one. */
@Configuration(proxyBeanMethods = false)
class DifferenceInvariants {

    @Bean
    WrittenIdentifiers receipts() {
        return () -> "select 'treasury_transfer', '', t.receipt_number from treasury_transfer t";
    }

    /** What providers were heard to say, what the books moved for it and what payments settled. */
    private static final String FACTS = """
            with heard as (
              select a.id, a.payment_id,
                     substring(a.detail from '([0-9a-f-]{36}) [A-Z_]+ [0-9]+$') as difference_id,
                     substring(a.detail from '[0-9a-f-]{36} ([A-Z_]+) [0-9]+$') as kind,
                     substring(a.detail from '[0-9a-f-]{36} [A-Z_]+ ([0-9]+)$') as fen
                from payment_attempt a
               where a.outcome in ('lowered', 'ignored') and a.detail ~ '[0-9a-f-]{36} [A-Z_]+ [0-9]+$'),
            moved as (
              select j.id, j.kind, j.document_id, sum(l.amount_in_fen) as fen, min(a.document_id::text)::uuid as order_id
                from journal j join leg l on l.journal_id = j.id join account a on a.id = l.debit_account
               where j.kind in ('payment-refunded', 'payment-of-earlier-year-refunded', 'goods-returned')
               group by j.id, j.kind, j.document_id),
            settled as (
              select j.document_id as payment_id, sum(l.amount_in_fen) as fen
                from journal j join leg l on l.journal_id = j.id where j.kind = 'payment-settled' and l.effect = 'post'
               group by j.document_id)
            """;

    /** What was heard is a difference. */
    private static final String HEARD_IS_THERE = """
            select 'payment_attempt ' || h.id as row_name,
                   'a provider has lowered the payment by ' || h.fen || ' fen, and that stands nowhere' as why
              from heard h left join payment_difference d on d.id::text = h.difference_id
             where d.id is null or d.payment_id <> h.payment_id or d.kind <> h.kind or d.amount_in_fen::text <> h.fen
            """;

    /** What needs a person is shown for it. */
    private static final String OPEN_IS_LISTED = """
            select 'payment ' || p.id, 'needs a person for ' || coalesce(payment_attention(p), 'nothing')
                   || ' and is shown for ' || coalesce(p.attention, 'nothing')
              from payment p where p.attention is distinct from payment_attention(p)
            """;

    /** A difference is booked as the budget book has it. */
    private static final String BOOKED_IS_POSTED = """
            select 'payment_difference ' || d.id, 'is ' || d.state || ' as ' || coalesce(d.booked_as, 'nothing') || ' over '
                   || d.amount_in_fen || ' fen, the budget book has ' || coalesce(m.kind || ' over ' || m.fen, 'nothing')
              from payment_difference d left join moved m on m.document_id = d.id
             where d.booked_as is distinct from m.kind or (m.id is not null and m.fen <> d.amount_in_fen)
            """;

    /** Nothing is given back of an order that no difference names. */
    private static final String POSTED_IS_BOOKED = """
            select 'journal ' || m.id, 'gives back ' || m.fen || ' fen of an order, and no difference says so'
              from moved m join purchase_order o on o.id = m.order_id
             where not exists (select from payment_difference d join payment p on p.id = d.payment_id
                                where d.id = m.document_id and p.order_id = m.order_id)
            """;

    /** A payment settles what was not refunded before. */
    private static final String REFUNDED_IS_NOT_SETTLED = """
            select 'payment ' || p.id, 'has settled ' || s.fen || ' fen of ' || p.amount_in_fen || ', of which ' || x.fen
                   || ' were refunded before'
              from payment p join settled s on s.payment_id = p.id,
                   lateral (select coalesce(sum(d.amount_in_fen), 0) as fen from payment_difference d
                             where d.payment_id = p.id and d.before_settlement and d.kind = 'REFUND') x
             where p.state = 'SETTLED' and s.fen <> p.amount_in_fen - x.fen
            """;

    /** What was heard is there; what is open is on the list; what is booked is in the budget book, and nothing else is. */
    @Bean
    Invariant differencesStandUntilTheyAreBooked(DatabaseClient database) {
        String contradictions = String.join(
                "union all\n",
                HEARD_IS_THERE,
                OPEN_IS_LISTED,
                BOOKED_IS_POSTED,
                POSTED_IS_BOOKED,
                REFUNDED_IS_NOT_SETTLED);
        return Invariant.contradictedBy(
                database, "payment-differences-stand", FACTS + contradictions + "order by 1, 2");
    }

    @Bean
    Invariant referencesServeOnePayment(DatabaseClient database) {
        return Invariant.contradictedBy(database, "payment-references-are-unique", """
                select 'payment ' || p.id as row_name,
                       'shares ' || r.reference || ' of ' || p.channel || ' with ' || count(*) over same - 1 || ' more' as why
                  from payment p, lateral (values (p.provider_reference), (p.intent_reference)) r (reference)
                 where r.reference is not null and exists (
                   select from payment q where q.id <> p.id and q.channel = p.channel
                      and r.reference in (q.provider_reference, q.intent_reference))
                window same as (partition by p.channel, r.reference)
                 order by 1
                """);
    }
}
