package org.ziyuan.marketplace.funding;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import reactor.core.publisher.Mono;

/** How much of an organization's money of a fund and year is held or spent under a rule; the ledger knows the amounts. */
@Component
class PurposeUse {

    private final DatabaseClient database;

    PurposeUse(DatabaseClient database) {
        this.database = database;
    }

    /** All that was given to the lines of a purse. */
    Mono<Money> appropriated(UUID organizationId, String fundCode, int fiscalYear) {
        return database.sql("""
                        select coalesce(sum(b.credits_posted - b.debits_posted), 0)::bigint
                          from budget_line l join line_balance b on b.budget_line_id = l.id
                         where l.organization_id = :organization and l.fund_code = :fund and l.fiscal_year = :year
                        """)
                .bind("organization", organizationId)
                .bind("fund", fundCode)
                .bind("year", fiscalYear)
                .mapValue(Long.class)
                .one()
                .map(Money::ofFen);
    }

    /**
     * What is reserved, promised, owed or spent under a rule.
     *
     * @param but a document that is not counted, or null
     */
    Mono<Money> of(PurposeRule rule, UUID organizationId, int fiscalYear, @Nullable UUID but) {
        String tag = rule.tag();
        return (tag == null ? ofClasses(rule) : ofTag(tag))
                .bind("organization", organizationId)
                .bind("fund", rule.fundCode())
                .bind("year", fiscalYear)
                .bind("but", Parameter.fromOrEmpty(but, UUID.class))
                .mapValue(Long.class)
                .one()
                .map(Money::ofFen);
    }

    /** A rule about classes counts the lines of these classes, whole. */
    private GenericExecuteSpec ofClasses(PurposeRule rule) {
        return database.sql("""
                        select coalesce(sum(a.credits_posted - a.debits_posted), 0)::bigint
                          from budget_line l join account a on a.budget_line_id = l.id
                         where l.organization_id = :organization and l.fund_code = :fund and l.fiscal_year = :year
                           and a.code in ('B210', 'B220', 'B225', 'B230', 'B240')
                           and a.document_id is distinct from :but
                           and (:functional::text[] = '{}' or exists (
                                 select from unnest(:functional::text[]) p where starts_with(l.functional_class, p)))
                           and (:economic::text[] = '{}' or exists (
                                 select from unnest(:economic::text[]) p where starts_with(l.economic_class, p)))
                        """)
                .bind("functional", rule.functionalPrefixes().toArray(String[]::new))
                .bind("economic", rule.economicPrefixes().toArray(String[]::new));
    }

    /** A rule about a tag counts what was noted under it, and never more than its documents and their orders hold. */
    private GenericExecuteSpec ofTag(String tag) {
        return database.sql("""
                        with tagged as (
                          select document_id, amount_in_fen from purpose_use
                           where organization_id = :organization and fund_code = :fund and fiscal_year = :year
                             and tag = :tag and document_id is distinct from :but),
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
                            join account a on a.document_id = d.document_id and a.fund_code = :fund
                                 and a.fiscal_year = :year and a.code in ('B210', 'B220', 'B225', 'B230', 'B240')
                           group by d.requisition)
                        select coalesce(sum(least(t.amount_in_fen, h.fen)), 0)::bigint
                          from tagged t join held h on h.requisition = t.document_id
                        """).bind("tag", tag);
    }
}
