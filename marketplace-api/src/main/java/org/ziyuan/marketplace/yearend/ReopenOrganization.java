package org.ziyuan.marketplace.yearend;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.ledger.Corrections;
import org.ziyuan.marketplace.ledger.YearEnd;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes back what a close has moved in the books of one organization, the last first, and then opens them.
 *
 * <p>Requisitions that the close has ended stay ended: their people were told, and what they held is available again.
 */
@Component
class ReopenOrganization {

    private static final int CHUNK = 200;

    private final DatabaseClient database;
    private final Corrections corrections;
    private final YearEnd yearEnd;

    ReopenOrganization(DatabaseClient database, Corrections corrections, YearEnd yearEnd) {
        this.database = database;
        this.corrections = corrections;
        this.yearEnd = yearEnd;
    }

    /** Does one chunk in the transaction that is under way. @return whether the organization is done */
    Mono<Boolean> advance(YearEndRun run, UUID organizationId) {
        UUID close = Objects.requireNonNull(run.reopens());
        return database.sql("""
                        select j.id from journal j
                         where j.document_id = :close and j.organization_id = :organization
                           and j.kind in ('year-end-encumbrance-carried', 'year-end-balance-carried',
                                          'year-end-balance-lapsed')
                           and not exists (select from journal r where r.document_id = j.id and r.kind = 'year-reopened')
                         order by j.seq desc limit :chunk
                        """)
                .bind("close", close)
                .bind("organization", organizationId)
                .bind("chunk", CHUNK)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMap(journals -> Flux.fromIterable(journals)
                        .concatMap(journal -> corrections
                                .reopen(journal, run.actor())
                                .then(Mono.defer(() -> comesBack(run, close, journal))))
                        .then(Mono.defer(
                                () -> journals.size() == CHUNK ? Mono.just(false) : open(run, organizationId))));
    }

    /** From now on what is accepted under the contract is posted to the line it came from. */
    private Mono<Void> comesBack(YearEndRun run, UUID close, UUID journal) {
        return database.sql("""
                        update carried_contract c set returned_by = :run
                         where c.run_id = :close and c.returned_by is null
                           and (c.contract_id, c.from_line_id) in (
                             select a.document_id, a.budget_line_id from leg l join account a on a.id = l.debit_account
                              where l.journal_id = :journal and a.code in ('B220', 'B225', 'B230'))
                        """)
                .bind("run", run.id())
                .bind("close", close)
                .bind("journal", journal)
                .then();
    }

    private Mono<Boolean> open(YearEndRun run, UUID organizationId) {
        return yearEnd.reopen(List.of(organizationId), run.fiscalYear(), run.actor())
                .thenReturn(true);
    }
}
