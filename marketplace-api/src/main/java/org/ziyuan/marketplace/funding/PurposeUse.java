package org.ziyuan.marketplace.funding;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;

/** How much of an organization's money of a fund and year is held or spent under a rule; the ledger knows the amounts. */
@Component
class PurposeUse {

    /** All that was given to the lines of the purse that the rule {@code p} is about. */
    private static final String APPROPRIATED = """
            (select coalesce(sum(b.credits_posted - b.debits_posted), 0)::bigint
               from budget_line l join line_balance b on b.budget_line_id = l.id
              where l.organization_id = :organization and l.fund_code = p.fund_code and l.fiscal_year = :year)
            """;

    /**
     * A rule about classes counts the lines of these classes, whole: their sums by class of account, less what the document
     * itself holds. A line has an account for each of its documents, so adding those up would cost more with every purchase.
     */
    private static final String OF_CLASSES = """
            (with line as (
               select l.id from budget_line l
                where l.organization_id = :organization and l.fund_code = p.fund_code and l.fiscal_year = :year
                  and (p.functional_prefixes = '{}' or exists (
                        select from unnest(p.functional_prefixes) c where starts_with(l.functional_class, c)))
                  and (p.economic_prefixes = '{}' or exists (
                        select from unnest(p.economic_prefixes) c where starts_with(l.economic_class, c))))
             select coalesce(sum(used.fen), 0)::bigint from (
               select b.credits_posted - b.debits_posted as fen
                 from line join line_balance b on b.budget_line_id = line.id
                where b.code in ('B210', 'B220', 'B225', 'B230', 'B240')
               union all
               select a.debits_posted - a.credits_posted
                 from account a join line on line.id = a.budget_line_id
                where a.document_id = :but and a.code in ('B210', 'B220', 'B225', 'B230', 'B240')) used)
            """;

    /** A rule about a tag counts what was noted under it, and never more than its documents and their orders hold. */
    private static final String OF_TAG = """
            (with tagged as (
               select document_id, amount_in_fen from purpose_use
                where organization_id = :organization and fund_code = p.fund_code and fiscal_year = :year
                  and tag = p.tag and document_id is distinct from :but),
             document as (
               select document_id as requisition, document_id from tagged
               union
               select t.document_id, e.document_id
                 from tagged t
                 join account r on r.document_id = t.document_id and r.code = 'B210'
                 join leg l on l.debit_account = r.id
                 join account e on e.id = l.credit_account and e.code = 'B220'),
             held as (
               select d.requisition, sum(a.credits_posted - a.debits_posted) as fen
                 from document d
                 join account a on a.document_id = d.document_id and a.fund_code = p.fund_code
                      and a.fiscal_year = :year and a.code in ('B210', 'B220', 'B225', 'B230', 'B240')
                group by d.requisition)
             select coalesce(sum(least(t.amount_in_fen, h.fen)), 0)::bigint
               from tagged t join held h on h.requisition = t.document_id)
            """;

    /** Reads a rule {@code p} with what its purse was given and what of that is used under it. */
    private static final String USE = "select p.*, " + APPROPRIATED + " as appropriated, case when p.tag is null then "
            + OF_CLASSES + " else " + OF_TAG + " end as used from purpose_rule p ";

    private final DatabaseClient database;

    PurposeUse(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A rule, and how much of a purse's money falls under it.
     *
     * @param appropriated all that was given to the lines of the purse
     * @param used what is reserved, promised, owed or spent under the rule
     */
    record Use(PurposeRule rule, Money appropriated, Money used) {}

    /** Every rule that is in force on a day for a fund that the organization has lines of, by fund and code. */
    Flux<Use> inForce(UUID organizationId, int fiscalYear, LocalDate today) {
        return of(database.sql(USE + """
                          join organization o on p.region_code = any (region_chain(o.region_code))
                         where o.id = :organization and p.valid_from <= :today
                           and (p.valid_until is null or p.valid_until > :today)
                           and exists (select from budget_line l
                                        where l.organization_id = o.id and l.fund_code = p.fund_code and l.fiscal_year = :year)
                         order by p.fund_code, p.code
                        """).bind("today", today), organizationId, fiscalYear, null);
    }

    /** These rules, by code, with what other documents than this one use. */
    Flux<Use> of(List<PurposeRule> rules, UUID organizationId, int fiscalYear, UUID but) {
        return of(
                database.sql(USE + """
                          join unnest(:codes::text[], :since::date[]) asked (code, since)
                               on p.code = asked.code and p.valid_from = asked.since
                         order by p.code
                        """)
                        .bind("codes", rules.stream().map(PurposeRule::code).toArray(String[]::new))
                        .bind(
                                "since",
                                rules.stream().map(PurposeRule::validFrom).toArray(LocalDate[]::new)),
                organizationId,
                fiscalYear,
                but);
    }

    private static Flux<Use> of(GenericExecuteSpec query, UUID organizationId, int fiscalYear, @Nullable UUID but) {
        return query.bind("organization", organizationId)
                .bind("year", fiscalYear)
                .bind("but", Parameter.fromOrEmpty(but, UUID.class))
                .map(Rows.as(Use.class))
                .all();
    }
}
