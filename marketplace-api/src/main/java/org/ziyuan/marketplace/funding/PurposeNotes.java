package org.ziyuan.marketplace.funding;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What each document is for, written down under the tags that rules count by. */
@Component
class PurposeNotes {

    private final DatabaseClient database;

    PurposeNotes(DatabaseClient database) {
        this.database = database;
    }

    /** Locks the purse of the line: all lines of its organization, fund and year, in one order. */
    Mono<Void> lock(BudgetLine line) {
        return database.sql("""
                        select id from budget_line
                         where organization_id = :organization and fund_code = :fund and fiscal_year = :year
                         order by id for no key update
                        """)
                .bind("organization", line.organizationId())
                .bind("fund", line.fundCode())
                .bind("year", line.fiscalYear())
                .fetch()
                .all()
                .then();
    }

    /** Writes down what a document is for; written again, the last word counts. */
    Mono<Void> note(UUID documentId, BudgetLine line, Map<String, Money> byTag) {
        return Flux.fromIterable(byTag.entrySet())
                .filter(part -> part.getValue().isPositive())
                .concatMap(part -> database.sql("""
                                insert into purpose_use (document_id, tag, budget_line_id, organization_id, fund_code,
                                       fiscal_year, amount_in_fen)
                                values (:document, :tag, :line, :organization, :fund, :year, :amount)
                                on conflict (document_id, tag) do update
                                  set budget_line_id = excluded.budget_line_id, fund_code = excluded.fund_code,
                                      fiscal_year = excluded.fiscal_year, amount_in_fen = excluded.amount_in_fen,
                                      organization_id = excluded.organization_id, written_at = now()
                                """)
                        .bind("document", documentId)
                        .bind("tag", part.getKey())
                        .bind("line", line.id())
                        .bind("organization", line.organizationId())
                        .bind("fund", line.fundCode())
                        .bind("year", line.fiscalYear())
                        .bind("amount", part.getValue().fen())
                        .then())
                .then();
    }
}
