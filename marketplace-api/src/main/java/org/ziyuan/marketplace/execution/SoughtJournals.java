package org.ziyuan.marketplace.execution;

import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Papers;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Sought;

/**
 * A ledger sheet is searched by what it shows: number, actor, document, amount and day of a journal {@code j}. Where nothing
 * is sought nothing is asked, so that the plain sheet is read along its index.
 */
@Component
class SoughtJournals {

    private final Papers papers;

    SoughtJournals(Papers papers) {
        this.papers = papers;
    }

    /** @param amount an expression for what the sheet shows as amount, as people write it */
    String clause(Sought sought, String amount) {
        return sought.picks()
                ? Sought.narrowed(
                        "j.posted_at",
                        "j.seq",
                        "j.kind",
                        "name_and_place(j.actor_id, j.actor_name, j.posted_at)",
                        amount,
                        papers.numberOf("j.document_id"))
                : "";
    }

    GenericExecuteSpec bind(GenericExecuteSpec query, Sought sought, Actor reader) {
        return sought.picks() ? Papers.bindTo(sought.bindNarrowed(query), reader) : query;
    }

    /** An amount of fen as people write it, such as 1234.50. */
    static String written(String fen) {
        return "round(%s / 100.0, 2)".formatted(fen);
    }
}
