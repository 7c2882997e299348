package org.ziyuan.marketplace.ledger.posting;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The one call that moves money: any number of journals in one round trip, each with an answer of its own. */
@Component
class PostJournals {

    private final DatabaseClient database;
    private final JsonMapper json;
    private final Clock clock;

    PostJournals(DatabaseClient database, JsonMapper json, Clock clock) {
        this.database = database;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Posts in the transaction that is under way, or in one of its own.
     *
     * @param keepRefusals whether sticky refusals are written down at once, which only makes sense when this commits
     *     although something was refused
     * @return the answers in the order of the journals; refusals are answers too
     */
    Mono<List<PostingAnswer>> call(List<Journal> journals, boolean keepRefusals) {
        return Mono.defer(() -> new JournalColumns(journals)
                .call(database, LocalDate.now(clock), keepRefusals)
                .mapValue(String.class)
                .one()
                .map(this::answers));
    }

    private List<PostingAnswer> answers(String array) {
        return Arrays.asList(json.readValue(array, PostingAnswer[].class));
    }

    /** Writes a sticky refusal down, outside the transaction that it has rolled back. */
    Mono<Void> keep(Journal refused, PostingAnswer answer) {
        Journal.Header header = refused.header();
        return database.sql("""
                        select keep_journal_refusal(:id, :content, :kind, :document_type, :document, :answer::jsonb)
                        """)
                .bind("id", header.id())
                .bind("content", JournalColumns.content(refused))
                .bind("kind", header.event().kind())
                .bind("document_type", header.documentType())
                .bind("document", header.documentId())
                .bind("answer", json.writeValueAsString(answer))
                .then();
    }
}
