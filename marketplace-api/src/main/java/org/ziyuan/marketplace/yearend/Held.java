package org.ziyuan.marketplace.yearend;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** What a document holds on a line whose year ends. */
record Held(UUID documentId, UUID lineId, long fen) {

    /** Some of what is held on the accounts of these classes; they stand in the SQL as they are. */
    static Mono<List<Held>> under(
            DatabaseClient database, YearEndRun run, UUID organizationId, int most, String codes) {
        return database.sql("""
                        select a.document_id, a.budget_line_id as line_id, sum(a.credits_posted - a.debits_posted)::bigint as fen
                          from account a join budget_line b on b.id = a.budget_line_id
                         where b.organization_id = :organization and b.fiscal_year = :year and a.credits_posted > a.debits_posted
                           and a.code in (%s)
                         group by 1, 2 order by 1, 2 limit :chunk
                        """.formatted(codes))
                .bind("organization", organizationId)
                .bind("year", run.fiscalYear())
                .bind("chunk", most)
                .map(Rows.as(Held.class))
                .all()
                .collectList();
    }
}
