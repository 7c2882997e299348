package org.ziyuan.marketplace.ledger;

import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.CORRECTED;
import static org.ziyuan.marketplace.ledger.posting.LedgerEvent.YEAR_REOPENED;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.posting.Journal;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.ledger.posting.LedgerEvent;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * A wrong journal is never touched: another one takes back what it moved and names it (更正).
 *
 * <p>A journal is taken back once; the money must still be where the journal put it.
 */
@Component
public class Corrections {

    private final Ledger ledger;
    private final DatabaseClient database;

    Corrections(Ledger ledger, DatabaseClient database) {
        this.ledger = ledger;
        this.database = database;
    }

    /**
     * Takes back all that a journal has moved.
     *
     * @throws Refusal {@code journal-not-found}; {@code journal-not-correctable} for one that set money aside or decided
     *     about it, and for a correction; {@code budget-insufficient} and the like when the money has gone on
     */
    public Mono<Void> takeBack(UUID journalId, Actor by) {
        return mirror(CORRECTED, journalId, by);
    }

    /** Takes back what a close has moved, after its year was opened again. */
    public Mono<Void> reopen(UUID yearEndJournalId, Actor by) {
        return mirror(YEAR_REOPENED, yearEndJournalId, by);
    }

    private Mono<Void> mirror(LedgerEvent event, UUID journalId, Actor by) {
        return database.sql("""
                        select l.amount_in_fen, l.effect, j.kind,
                               d.code as d_code, d.document_id as d_document, d.party as d_party,
                               c.code as c_code, c.document_id as c_document, c.party as c_party,
                               coalesce(d.budget_line_id, case when d.party is null then c.budget_line_id end) as d_line,
                               coalesce(c.budget_line_id, case when c.party is null then d.budget_line_id end) as c_line
                          from journal j join leg l on l.journal_id = j.id
                          join account d on d.id = l.debit_account join account c on c.id = l.credit_account
                         where j.id = :journal order by l.seq desc
                        """)
                .bind("journal", journalId)
                .map(MovedLeg::from)
                .all()
                .collectList()
                .flatMap(moved -> moved.isEmpty()
                        ? Mono.error(() -> Refusal.notFound("journal", journalId))
                        : ledger.post(mirrored(event, journalId, moved, by)));
    }

    private static Journal mirrored(LedgerEvent event, UUID journalId, List<MovedLeg> legs, Actor by) {
        if (legs.stream()
                .anyMatch(leg -> !leg.effect().equals("posted") || leg.kind().equals(CORRECTED.kind()))) {
            throw Refusal.conflict("journal-not-correctable").with("journal", journalId);
        }
        Journal.Start start = Journal.of(event, Ids.derived(event, journalId))
                .about("journal", journalId)
                .by(by)
                .correcting(journalId);
        @Nullable Journal journal = null;
        for (MovedLeg leg : legs) {
            journal = (journal == null ? start.move(leg.amount()) : journal.move(leg.amount()))
                    .from(leg.credit())
                    .to(leg.debit());
        }
        return Objects.requireNonNull(journal);
    }
}
